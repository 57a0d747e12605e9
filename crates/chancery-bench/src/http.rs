//! As little of HTTP/1.1 as one clerk on one kept-alive connection needs, so that the generator costs little.

use anyhow::{Context, bail};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// One connection.
pub(crate) struct Line {
    stream: BufReader<TcpStream>,
    address: String,
    token: String,
}

/// An answer: its status and its body.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
}

impl Line {
    pub(crate) async fn open(address: &str, token: &str) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await.with_context(|| format!("nobody answers at {address}"))?;
        stream.set_nodelay(true)?;
        Ok(Self { stream: BufReader::new(stream), address: address.to_owned(), token: token.to_owned() })
    }

    fn head(&self, verb: &str, path: &str, key: &str, kind: &str, length: u64) -> String {
        format!(
            "{verb} {path} HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {}\r\nidempotency-key: {key}\r\ncontent-type: \
             {kind}\r\ncontent-length: {length}\r\naccept: application/json\r\n\r\n",
            self.address, self.token
        )
    }

    /// Sends a body of JSON and waits for the answer.
    pub(crate) async fn post(&mut self, path: &str, key: &str, body: &[u8]) -> anyhow::Result<Answer> {
        let mut request = self.head("POST", path, key, "application/json", body.len() as u64).into_bytes();
        request.extend_from_slice(body);
        self.stream.get_mut().write_all(&request).await?;
        self.answer().await
    }

    /// Asks for something and waits for the answer.
    pub(crate) async fn get(&mut self, path: &str) -> anyhow::Result<Answer> {
        let request = self.head("GET", path, "none", "application/json", 0);
        self.stream.get_mut().write_all(request.as_bytes()).await?;
        self.answer().await
    }

    /// Sends one file of `length` zero-free bytes as a form, piece by piece, and waits for the answer.
    pub(crate) async fn post_file(
        &mut self,
        path: &str,
        key: &str,
        draft: &str,
        length: u64,
    ) -> anyhow::Result<Answer> {
        const EDGE: &str = "chancery-bench-edge";
        const PIECE: usize = 256 * 1024;
        let before = format!(
            "--{EDGE}\r\ncontent-disposition: form-data; name=\"draft\"\r\ncontent-type: \
             application/json\r\n\r\n{draft}\r\n--{EDGE}\r\ncontent-disposition: form-data; name=\"file\"; \
             filename=\"scan.bin\"\r\ncontent-type: application/octet-stream\r\n\r\n"
        );
        let after = format!("\r\n--{EDGE}--\r\n");
        let whole = before.len() as u64 + length + after.len() as u64;
        let head = self.head("POST", path, key, &format!("multipart/form-data; boundary={EDGE}"), whole);
        let stream = self.stream.get_mut();
        stream.write_all(head.as_bytes()).await?;
        stream.write_all(before.as_bytes()).await?;
        let piece: Vec<u8> = (0..PIECE).map(|at| (at % 251) as u8 | 0x80).collect();
        let mut left = length;
        while left > 0 {
            let now = left.min(PIECE as u64) as usize;
            stream.write_all(&piece[..now]).await?;
            left -= now as u64;
        }
        stream.write_all(after.as_bytes()).await?;
        self.answer().await
    }

    async fn answer(&mut self) -> anyhow::Result<Answer> {
        let mut line = String::new();
        if self.stream.read_line(&mut line).await? == 0 {
            bail!("the office hung up");
        }
        let status = line.split(' ').nth(1).and_then(|code| code.parse().ok()).context("no status in the answer")?;
        let mut length = 0;
        loop {
            line.clear();
            self.stream.read_line(&mut line).await?;
            let header = line.trim_end();
            if header.is_empty() {
                break;
            }
            if let Some((name, value)) = header.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse()?;
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).await?;
        Ok(Answer { status, body })
    }
}
