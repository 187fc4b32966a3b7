// Questions before something that cannot be taken back.

import { element, show, working } from './dom.js';

/** Asks with a form of some fields; runs the work with what was given, and closes when it is done. */
export function ask(title, fields, label, work) {
    const failure = element('p', { class: 'failure', role: 'alert' });
    const dialog = element('dialog', { 'aria-label': title });
    const go = element('button', { class: 'primary' }, label);
    const form = element('form', { onsubmit: event => {
        event.preventDefault();
        working(go, failure, async () => {
            await work(Object.fromEntries(new FormData(form)));
            dialog.close();
        });
    } }, element('h2', {}, title), fields, failure,
    element('div', { class: 'buttons' }, element('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel'), go));
    dialog.addEventListener('close', () => dialog.remove());
    show(dialog, form);
    document.body.append(dialog);
    dialog.showModal();
}

export function kick(api, client, done) {
    ask(`Kick ${client}?`, [
        element('p', {}, 'All its logins end. It can log in again, but not with an old session token.'),
        element('label', {}, 'What it is told', element('input', { name: 'reason', maxlength: 20, placeholder: 'at most 20 characters' })),
    ], 'Kick', async ({ reason }) => {
        const { sessions } = await api.post(`clients/${encodeURIComponent(client)}/kick`, reason ? { reason } : {});
        done(sessions);
    });
}

const times = [['10 minutes', 600], ['1 hour', 3600], ['1 day', 86_400], ['for good', 0], ['no longer', -1]];

export function silence(api, path, client, done) {
    ask(`Silence ${client} here?`, [
        element('p', {}, 'It can read and cannot send.'),
        element('fieldset', {}, element('legend', {}, 'How long'), times.map(([name, seconds], index) =>
            element('label', { class: 'radio' }, element('input', { type: 'radio', name: 'time', value: seconds, checked: index === 0 }), name))),
    ], 'Silence', async ({ time }) => {
        const seconds = Number(time);
        if (seconds > 0)
            await api.post(`${path}/temporary-silenceds`, { client_id: client, ttl: seconds });
        else if (seconds === 0)
            await api.post(`${path}/permanent-silenceds`, { client_ids: [client] });
        else {
            await api.delete(`${path}/temporary-silenceds`, { client_id: client });
            await api.delete(`${path}/permanent-silenceds`, {}, { client_ids: [client] });
        }
        done(times.find(([, length]) => length === seconds)[0]);
    });
}
