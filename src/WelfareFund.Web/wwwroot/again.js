// While a month is at work its page looks again by itself, and says so to whoever listens. Without this script the link on it does.
'use strict';
const lookAgain = async () => {
    const place = document.querySelector('[data-again]');
    if (!place) {
        return;
    }
    try {
        const answer = await fetch(place.dataset.again);
        const main = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main');
        if (answer.ok && main) {
            document.querySelector('main').replaceChildren(...main.childNodes);
        }
    } catch {
        // The line is gone for a moment: the next look may find it.
    }
    setTimeout(lookAgain, 1000);
};
setTimeout(lookAgain, 1000);
