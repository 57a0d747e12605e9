//! The SQLite side: a VFS that passes everything on to the platform's own and tells the disk about it.
#![expect(unsafe_code, reason = "an SQLite VFS is a table of C functions; rusqlite has no safe form of it")]

use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::path::PathBuf;
use std::ptr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::ffi;

use crate::disk::{Failure, State, Verdict};

/// A VFS in SQLite's list. Its memory is never given back: a connection may outlive the list.
pub(crate) struct Registered(*mut ffi::sqlite3_vfs);

// SAFETY: SQLite guards its list of VFSes; we only hand the pointer back to it.
unsafe impl Send for Registered {}
// SAFETY: as above; there is no access through a shared reference.
unsafe impl Sync for Registered {}

impl Registered {
    pub(crate) fn make_default(&self) {
        // SAFETY: the pointer was registered and stays valid; registering it again only moves it to the front.
        let moved = unsafe { ffi::sqlite3_vfs_register(self.0, 1) };
        assert_eq!(moved, ffi::SQLITE_OK, "a registered VFS can be made the default");
    }

    pub(crate) fn unregister(&self) {
        // SAFETY: the pointer was registered and stays valid.
        unsafe { ffi::sqlite3_vfs_unregister(self.0) };
    }
}

/// What our VFS carries in `pAppData`.
struct App {
    state: &'static Mutex<State>,
    real: *mut ffi::sqlite3_vfs,
}

/// What SQLite keeps for an open file of ours.
#[repr(C)]
struct File {
    base: ffi::sqlite3_file,
    inside: *mut Inside,
}

struct Inside {
    state: &'static Mutex<State>,
    path: PathBuf,
    real: *mut ffi::sqlite3_file,
    /// The memory behind `real`, aligned for it.
    _memory: Vec<u64>,
}

pub(crate) fn register(state: &'static Mutex<State>) -> (String, Registered) {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let name = format!("powercut-{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    let c_name = CString::new(name.clone()).expect("the name has no NUL").into_raw();
    // SAFETY: the default VFS exists on every platform; what we register lives for ever.
    unsafe {
        let real = ffi::sqlite3_vfs_find(ptr::null());
        assert!(!real.is_null(), "SQLite has a VFS");
        let mut vfs: Box<ffi::sqlite3_vfs> = Box::new(ptr::read(real));
        vfs.iVersion = 2;
        vfs.szOsFile = size_of::<File>() as c_int;
        vfs.pNext = ptr::null_mut();
        vfs.zName = c_name;
        vfs.pAppData = Box::into_raw(Box::new(App { state, real })).cast();
        vfs.xOpen = Some(open);
        vfs.xDelete = Some(delete);
        vfs.xAccess = Some(access);
        vfs.xFullPathname = Some(full_pathname);
        let vfs = Box::into_raw(vfs);
        assert_eq!(ffi::sqlite3_vfs_register(vfs, 0), ffi::SQLITE_OK, "a VFS can be registered");
        (name, Registered(vfs))
    }
}

static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    // Version 2: shared memory, but no mapped pages, which would pass us by.
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

/// Calls a function of a table of SQLite's that every VFS must have.
macro_rules! real {
    ($table:expr, $function:ident ( $($argument:expr),* )) => {
        match (*$table).$function {
            Some(function) => function($($argument),*),
            None => unreachable!("the platform's VFS has {}", stringify!($function)),
        }
    };
}

fn held(state: &'static Mutex<State>) -> MutexGuard<'static, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn code(failure: Failure, io: c_int) -> c_int {
    match failure {
        Failure::Io => io,
        Failure::Full => ffi::SQLITE_FULL,
    }
}

// SAFETY (all functions below): SQLite calls them with pointers to a VFS or file of ours, valid for the call, and
// never with one file from two threads at once. `inside` is set by a successful `open` and freed by `close` only.

unsafe fn app(vfs: *mut ffi::sqlite3_vfs) -> &'static App {
    unsafe { &*(*vfs).pAppData.cast::<App>() }
}

unsafe fn inside<'a>(file: *mut ffi::sqlite3_file) -> &'a Inside {
    unsafe { &*(*file.cast::<File>()).inside }
}

unsafe fn path_of(name: *const c_char) -> PathBuf {
    if name.is_null() {
        return PathBuf::new();
    }
    PathBuf::from(unsafe { CStr::from_ptr(name) }.to_string_lossy().into_owned())
}

unsafe extern "C" fn open(
    vfs: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    unsafe {
        (*file).pMethods = ptr::null();
        let app = app(vfs);
        let mut state = held(app.state);
        if state.off {
            return ffi::SQLITE_CANTOPEN;
        }
        let words = ((*app.real).szOsFile as usize).div_ceil(size_of::<u64>());
        let mut memory = vec![0u64; words];
        let real: *mut ffi::sqlite3_file = memory.as_mut_ptr().cast();
        let path = path_of(name);
        state.opened(&path);
        let rc = real!(app.real, xOpen(app.real, name, real, flags, out));
        if rc != ffi::SQLITE_OK {
            state.open_files -= 1;
            if !(*real).pMethods.is_null() {
                real!((*real).pMethods, xClose(real));
            }
            return rc;
        }
        let inside = Inside { state: app.state, path, real, _memory: memory };
        (*file.cast::<File>()).inside = Box::into_raw(Box::new(inside));
        (*file).pMethods = &METHODS;
        ffi::SQLITE_OK
    }
}

unsafe extern "C" fn delete(vfs: *mut ffi::sqlite3_vfs, name: *const c_char, sync_folder: c_int) -> c_int {
    unsafe {
        let app = app(vfs);
        let mut state = held(app.state);
        let path = path_of(name);
        if !state.off && !path.exists() {
            return ffi::SQLITE_IOERR_DELETE_NOENT;
        }
        match state.next(false) {
            Verdict::Off => ffi::SQLITE_IOERR_DELETE,
            Verdict::Fail(failure) => code(failure, ffi::SQLITE_IOERR_DELETE),
            Verdict::Cut => {
                state.deleted(&path, false);
                ffi::SQLITE_IOERR_DELETE
            }
            verdict => {
                let rc = real!(app.real, xDelete(app.real, name, 0));
                state.deleted(&path, sync_folder != 0);
                if let Verdict::GoAndFail(failure) = verdict { code(failure, ffi::SQLITE_IOERR_DELETE) } else { rc }
            }
        }
    }
}

unsafe extern "C" fn access(vfs: *mut ffi::sqlite3_vfs, name: *const c_char, flags: c_int, out: *mut c_int) -> c_int {
    unsafe {
        let app = app(vfs);
        real!(app.real, xAccess(app.real, name, flags, out))
    }
}

unsafe extern "C" fn full_pathname(
    vfs: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    length: c_int,
    out: *mut c_char,
) -> c_int {
    unsafe {
        let app = app(vfs);
        real!(app.real, xFullPathname(app.real, name, length, out))
    }
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    unsafe {
        let inside = Box::from_raw((*file.cast::<File>()).inside);
        let rc = real!((*inside.real).pMethods, xClose(inside.real));
        held(inside.state).open_files -= 1;
        rc
    }
}

unsafe extern "C" fn read(file: *mut ffi::sqlite3_file, into: *mut c_void, length: c_int, offset: i64) -> c_int {
    unsafe {
        let inside = inside(file);
        if held(inside.state).off {
            return ffi::SQLITE_IOERR_READ;
        }
        real!((*inside.real).pMethods, xRead(inside.real, into, length, offset))
    }
}

unsafe extern "C" fn write(file: *mut ffi::sqlite3_file, from: *const c_void, length: c_int, offset: i64) -> c_int {
    unsafe {
        let inside = inside(file);
        let mut state = held(inside.state);
        let bytes = std::slice::from_raw_parts(from.cast::<u8>(), length as usize);
        match state.next(true) {
            Verdict::Off => ffi::SQLITE_IOERR_WRITE,
            Verdict::Fail(failure) => code(failure, ffi::SQLITE_IOERR_WRITE),
            Verdict::Cut => {
                state.wrote(&inside.path, offset as usize, bytes);
                ffi::SQLITE_IOERR_WRITE
            }
            verdict => {
                let rc = real!((*inside.real).pMethods, xWrite(inside.real, from, length, offset));
                state.wrote(&inside.path, offset as usize, bytes);
                if let Verdict::GoAndFail(failure) = verdict { code(failure, ffi::SQLITE_IOERR_WRITE) } else { rc }
            }
        }
    }
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, length: i64) -> c_int {
    unsafe {
        let inside = inside(file);
        let mut state = held(inside.state);
        match state.next(false) {
            Verdict::Off => ffi::SQLITE_IOERR_TRUNCATE,
            Verdict::Fail(failure) => code(failure, ffi::SQLITE_IOERR_TRUNCATE),
            Verdict::Cut => {
                state.truncated(&inside.path, length as usize);
                ffi::SQLITE_IOERR_TRUNCATE
            }
            verdict => {
                let rc = real!((*inside.real).pMethods, xTruncate(inside.real, length));
                state.truncated(&inside.path, length as usize);
                if let Verdict::GoAndFail(failure) = verdict { code(failure, ffi::SQLITE_IOERR_TRUNCATE) } else { rc }
            }
        }
    }
}

/// The real files are never synchronised: the power that fails is ours.
unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, _flags: c_int) -> c_int {
    unsafe {
        let inside = inside(file);
        let mut state = held(inside.state);
        match state.next(false) {
            Verdict::Go => {
                state.synchronised(&inside.path);
                ffi::SQLITE_OK
            }
            Verdict::GoAndFail(failure) => {
                state.synchronised(&inside.path);
                code(failure, ffi::SQLITE_IOERR_FSYNC)
            }
            Verdict::Fail(failure) => {
                state.lost(&inside.path);
                code(failure, ffi::SQLITE_IOERR_FSYNC)
            }
            Verdict::Cut | Verdict::Off => ffi::SQLITE_IOERR_FSYNC,
        }
    }
}

unsafe extern "C" fn file_size(file: *mut ffi::sqlite3_file, out: *mut i64) -> c_int {
    unsafe {
        let inside = inside(file);
        if held(inside.state).off {
            return ffi::SQLITE_IOERR_FSTAT;
        }
        real!((*inside.real).pMethods, xFileSize(inside.real, out))
    }
}

unsafe extern "C" fn lock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    unsafe { real!((*inside(file).real).pMethods, xLock(inside(file).real, level)) }
}

unsafe extern "C" fn unlock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    unsafe { real!((*inside(file).real).pMethods, xUnlock(inside(file).real, level)) }
}

unsafe extern "C" fn check_reserved_lock(file: *mut ffi::sqlite3_file, out: *mut c_int) -> c_int {
    unsafe { real!((*inside(file).real).pMethods, xCheckReservedLock(inside(file).real, out)) }
}

unsafe extern "C" fn file_control(file: *mut ffi::sqlite3_file, op: c_int, argument: *mut c_void) -> c_int {
    // The hint about the coming size would let the platform write past us.
    if op == ffi::SQLITE_FCNTL_SIZE_HINT {
        return ffi::SQLITE_OK;
    }
    unsafe { real!((*inside(file).real).pMethods, xFileControl(inside(file).real, op, argument)) }
}

unsafe extern "C" fn sector_size(file: *mut ffi::sqlite3_file) -> c_int {
    unsafe { real!((*inside(file).real).pMethods, xSectorSize(inside(file).real)) }
}

unsafe extern "C" fn device_characteristics(file: *mut ffi::sqlite3_file) -> c_int {
    unsafe { real!((*inside(file).real).pMethods, xDeviceCharacteristics(inside(file).real)) }
}

unsafe extern "C" fn shm_map(
    file: *mut ffi::sqlite3_file,
    page: c_int,
    size: c_int,
    extend: c_int,
    out: *mut *mut c_void,
) -> c_int {
    unsafe { real!((*inside(file).real).pMethods, xShmMap(inside(file).real, page, size, extend, out)) }
}

unsafe extern "C" fn shm_lock(file: *mut ffi::sqlite3_file, offset: c_int, n: c_int, flags: c_int) -> c_int {
    unsafe { real!((*inside(file).real).pMethods, xShmLock(inside(file).real, offset, n, flags)) }
}

unsafe extern "C" fn shm_barrier(file: *mut ffi::sqlite3_file) {
    unsafe { real!((*inside(file).real).pMethods, xShmBarrier(inside(file).real)) }
}

unsafe extern "C" fn shm_unmap(file: *mut ffi::sqlite3_file, delete: c_int) -> c_int {
    unsafe { real!((*inside(file).real).pMethods, xShmUnmap(inside(file).real, delete)) }
}
