/* A link that is to be handed on is copied with one press; where the browser lets no page do that, it is marked to be copied. */

for (const address of all("code.address")) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "small plain", textContent: say("Copy the link") });
  button.addEventListener("click", async () => {
    getSelection().selectAllChildren(address);
    try {
      await navigator.clipboard.writeText(address.textContent);
      button.textContent = say("Copied");
      tell(say("Copied"));
    } catch { /* it is marked, and the keyboard copies it */ }
  });
  address.after(" ", button);
}
