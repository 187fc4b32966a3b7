// What a page does better than a component: keys, focus, and word from the browser.
addEventListener("keydown", event => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target.matches("[data-send]")) {
        event.preventDefault();
        event.target.form.requestSubmit();
    }
});

// Whoever opens something wants to write there; on a touch screen the keyboard would cover it.
new MutationObserver(changes => {
    for (const change of changes)
        for (const node of change.addedNodes)
            if (node.nodeType === 1 && matchMedia("(hover: hover)").matches)
                (node.matches("[data-focus]") ? node : node.querySelector("[data-focus]"))?.focus();
}).observe(document.getElementById("app"), { childList: true, subtree: true });

window.webChat = {
    onReturn(chat) {
        const tell = () => document.visibilityState === "visible" && chat.invokeMethodAsync("OnReturn");
        // Offline, a socket may stay open and carry nothing: the client tries it.
        addEventListener("offline", tell);
        addEventListener("online", tell);
        document.addEventListener("visibilitychange", tell);
    },
};
