// The page: who may see it, and its parts.

import { Api } from './api.js';
import { clients } from './clients.js';
import { conversations } from './conversations.js';
import { element, show, working } from './dom.js';
import { overview } from './overview.js';

const page = document.getElementById('page');
const parts = [['Overview', overview], ['Conversations', conversations], ['Clients', clients]];
const apis = [];

/** Asks for an application and its master key. */
function signIn() {
    const failure = element('p', { class: 'failure', role: 'alert' });
    const id = element('input', { name: 'id', required: true, autocomplete: 'off', spellcheck: 'false', autofocus: true });
    const key = element('input', { name: 'key', type: 'password', required: true, autocomplete: 'off' });
    const go = element('button', { class: 'primary' }, 'Open');
    const form = element('form', { onsubmit: event => {
        event.preventDefault();
        working(go, failure, async () => {
            const api = new Api(id.value.trim(), key.value.trim());
            await api.get('stats');
            const known = apis.findIndex(one => one.id === api.id);
            if (known >= 0)
                apis.splice(known, 1);
            apis.push(api);
            open(api, 0);
        });
    } }, element('h1', {}, 'LeanRx admin'), element('label', {}, 'Application id', id), element('label', {}, 'Master key', key), failure,
    element('div', { class: 'buttons' }, apis.length > 0 ? element('button', { type: 'button', onclick: () => open(apis[0], 0) }, 'Cancel') : null, go),
    element('p', { class: 'note' }, 'The key stays in the memory of this page and goes to this server alone. A reload forgets it.'));
    show(page, element('main', { class: 'sign-in' }, form));
    id.focus();
}

let closing = new AbortController();

/** Shows a part of the page about an application. */
function open(api, number) {
    closing.abort();
    closing = new AbortController();
    const place = element('main', { class: 'place' });
    const choose = element('select', { 'aria-label': 'Application', onchange: event =>
        event.target.value === '' ? signIn() : open(apis[Number(event.target.value)], number) },
    apis.map((one, index) => element('option', { value: index, selected: one === api }, one.id)),
    element('option', { value: '' }, 'Another application…'));
    show(page,
        element('header', { class: 'top' },
            element('h1', {}, element('img', { src: 'admin/icon.svg', alt: '', width: 24, height: 24 }), 'LeanRx'),
            element('nav', { 'aria-label': 'Parts' }, parts.map(([name], index) => element('button', {
                type: 'button', 'aria-current': index === number ? 'page' : null, onclick: () => open(api, index),
            }, name))),
            choose,
            element('button', { type: 'button', onclick: () => {
                closing.abort();
                apis.length = 0;
                signIn();
            } }, 'Sign out')),
        place);
    parts[number][1](place, [api, ...apis.filter(one => one !== api)], closing.signal);
}

signIn();
