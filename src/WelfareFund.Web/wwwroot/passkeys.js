// A browser that has passkeys shows the forms that need one. Without this script every page works as it did before.
'use strict';
// A passkey is for a name; an address in figures has none.
const hasName = !/^[\d.:[\]]+$/.test(location.hostname);
if (hasName && window.PublicKeyCredential?.parseCreationOptionsFromJSON && window.PublicKeyCredential.parseRequestOptionsFromJSON) {
    for (const form of document.querySelectorAll('form[data-options]')) {
        const said = form.querySelector('[role=alert]');
        form.hidden = false;
        form.addEventListener('submit', async event => {
            event.preventDefault();
            said.hidden = true;
            try {
                const asked = await fetch(form.dataset.options, { method: 'POST', body: new FormData(form) });
                if (!asked.ok) {
                    throw new Error(asked.status < 500 ? await asked.text() : '');
                }
                const options = await asked.json();
                const credential = options.rp
                    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
                    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
                form.elements.namedItem('Answer').value = JSON.stringify(credential);
                form.submit();
            } catch (wrong) {
                // A browser says in words of its own, and not always in the reader's language, why there is no passkey.
                said.textContent = wrong instanceof DOMException || !wrong.message ? form.dataset.failed : wrong.message;
                said.hidden = false;
            }
        });
    }
}
