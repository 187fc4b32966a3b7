// Conversations: found, read, written to.

import { action, element, show, working } from './dom.js';
import { kick, silence } from './dialogs.js';
import { body, count, moment } from './format.js';
import { part } from './api.js';

const found = 50;
const pageSize = 30;
const shownMembers = 100;

export function conversations(place, [api]) {
    const failure = element('p', { class: 'failure', role: 'alert' });
    const list = element('ul', { class: 'found' });
    const detail = element('section', { class: 'detail', 'aria-label': 'Conversation' }, element('p', { class: 'empty' }, 'Choose a conversation.'));
    const text = element('input', { name: 'text', type: 'search', placeholder: 'id, member, or part of the name', 'aria-label': 'Search conversations' });
    const go = element('button', { class: 'primary' }, 'Search');
    const search = async () => {
        const { results } = await api.get('all-conversations', { limit: found, where: whereOf(text.value.trim()) });
        show(list, results.map(row => element('li', {}, element('button', { type: 'button', onclick: event => {
            for (const other of list.querySelectorAll('[aria-current]'))
                other.removeAttribute('aria-current');
            event.currentTarget.setAttribute('aria-current', 'true');
            conversation(detail, api, row);
        } }, element('span', { class: 'name' }, titleOf(row)),
        element('span', { class: 'note' }, `${kindOf(row).noun} · ${row.lm ? moment(timeOf(row.lm)) : 'no message'}`)))));
        if (results.length === 0)
            show(list, element('li', { class: 'empty' }, 'None is found.'));
    };
    const form = element('form', { class: 'search', role: 'search', onsubmit: event => {
        event.preventDefault();
        working(go, failure, search);
    } }, text, go);
    show(place, element('h2', {}, 'Conversations'), form, failure, element('div', { class: 'split' }, list, detail));
    working(go, failure, search);
}

function whereOf(text) {
    if (text === '')
        return undefined;
    const pattern = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return JSON.stringify({ $or: [{ objectId: text }, { m: text }, { name: { $regex: pattern, $options: 'i' } }] });
}

const titleOf = row => row.name || (row.m?.length ? row.m.slice(0, 3).join(', ') + (row.m.length > 3 ? '…' : '') : row.objectId);

const timeOf = value => typeof value === 'object' && value !== null ? value.iso : value;

function kindOf(row) {
    if (row.sys)
        return { path: 'service-conversations', noun: 'service conversation', door: 'broadcasts' };
    return row.tr ? { path: 'chatrooms', noun: 'chat room', door: 'messages' } : { path: 'conversations', noun: 'conversation', door: 'messages' };
}

function conversation(place, api, row) {
    const kind = kindOf(row);
    const path = `${kind.path}/${part(row.objectId)}`;
    const failure = element('p', { class: 'failure', role: 'alert' });
    const news = element('p', { class: 'news', role: 'status' });
    const history = element('ol', { class: 'history', tabindex: '0', 'aria-label': 'History' });
    const older = element('div', { class: 'more' });
    const members = row.m ?? [];

    const tools = client => element('span', { class: 'tools' },
        kind.path === 'service-conversations' ? null : element('button', { type: 'button', 'aria-label': `Silence ${client}`, onclick: () =>
            silence(api, path, client, time => news.textContent = `${client} is silenced ${time}.`) }, 'Silence'),
        element('button', { type: 'button', class: 'danger', 'aria-label': `Kick ${client}`, onclick: () =>
            kick(api, client, ended => news.textContent = `${client}: ${ended === 1 ? '1 login' : `${count(ended)} logins`} ended.`) }, 'Kick'));
    const item = message => element('li', {},
        element('p', { class: 'from' }, element('b', {}, message.from), ' ', element('time', {}, moment(message.timestamp))),
        element('p', { class: 'text' }, body(message)));
    const load = async before => {
        const page = await api.get(`${path}/messages`, { limit: pageSize, timestamp: before?.timestamp, msgid: before?.['msg-id'] });
        const items = page.toReversed().map(item);
        if (before)
            history.prepend(...items);
        else {
            show(history, items.length > 0 ? items : element('li', { class: 'empty' }, 'No message is kept.'));
            history.scrollTop = history.scrollHeight;
        }
        show(older, page.length === pageSize ? action('Older messages', {}, failure, () => load(page.at(-1))) : null);
    };

    const text = element('textarea', { name: 'text', rows: 2, required: true, 'aria-label': 'Message' });
    const from = element('input', { name: 'from', value: 'system', required: true, 'aria-label': 'Sender' });
    const send = element('button', { class: 'primary' }, 'Send');
    const form = element('form', { class: 'compose', onsubmit: event => {
        event.preventDefault();
        working(send, failure, async () => {
            await api.post(`${path}/${kind.door}`, { from_client: from.value, message: JSON.stringify({ _lctype: -1, _lctext: text.value }) });
            text.value = '';
            await load();
        });
    } }, element('label', { class: 'as' }, 'As', from), text, send);

    show(place,
        element('div', { class: 'heading' }, element('h3', {}, titleOf(row)), action('Refresh', {}, failure, () => load())),
        element('p', { class: 'note' }, `${kind.noun} `, element('code', {}, row.objectId)),
        element('details', {}, element('summary', {}, `${count(members.length)} ${kind.door === 'broadcasts' ? 'subscribers' : 'members'}`),
            element('ul', { class: 'members' }, members.slice(0, shownMembers).map(client => element('li', {}, element('span', {}, client), tools(client)))),
            members.length > shownMembers ? element('p', { class: 'note' }, `and ${count(members.length - shownMembers)} more`) : null),
        failure, news, older, history, form);
    working(send, failure, () => load());
}
