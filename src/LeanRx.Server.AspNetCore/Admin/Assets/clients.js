// Who is online.

import { action, element, show } from './dom.js';
import { kick } from './dialogs.js';
import { count, moment } from './format.js';

const pageSize = 100;

export function clients(place, [api]) {
    const failure = element('p', { class: 'failure', role: 'alert' });
    const news = element('p', { class: 'news', role: 'status' });
    const rows = element('tbody', {});
    const more = element('div', { class: 'more' });
    const heads = ['Client', 'Logins', 'Since', 'From', 'Software', ''];
    const load = async after => {
        const page = await api.get('clients', { limit: pageSize, next: after });
        if (!after)
            show(rows);
        rows.append(...page.results.map(client => rowOf(client)));
        if (rows.children.length === 0)
            show(rows, element('tr', {}, element('td', { colspan: heads.length, class: 'empty' }, 'Nobody is online.')));
        show(more, page.next ? action('Show more', {}, failure, () => load(page.next)) : null);
    };
    const rowOf = ({ client_id: client, sessions }) => element('tr', {},
        element('th', { scope: 'row' }, client),
        cell('Logins', count(sessions.length)),
        cell('Since', sessions.length > 0 ? moment(sessions[0].timestamp) : null),
        cell('From', distinct(sessions, 'address')),
        cell('Software', distinct(sessions, 'user_agent'), 'wrap'),
        element('td', { class: 'tools' }, element('button', { type: 'button', class: 'danger', 'aria-label': `Kick ${client}`, onclick: () =>
            kick(api, client, ended => {
                news.textContent = `${client}: ${ended === 1 ? '1 login' : `${count(ended)} logins`} ended.`;
                load();
            }) }, 'Kick')));
    const refresh = action('Refresh', {}, failure, () => load());
    show(place, element('div', { class: 'heading' }, element('h2', {}, 'Clients online'), refresh), failure, news,
        element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Clients online' },
            element('table', { class: 'cards' }, element('thead', {}, element('tr', {}, heads.map(head =>
                head ? element('th', { scope: 'col' }, head) : element('td', {})))), rows)), more);
    load().catch(error => failure.textContent = error.message);
}

const cell = (name, text, style) => element('td', { 'data-name': name, class: style }, text);

const distinct = (sessions, name) => [...new Set(sessions.map(session => session[name]).filter(Boolean))].join(', ') || null;
