// What the server does now, and what it did in the last day.

import { element, show } from './dom.js';
import { bytes, count, latency, milliseconds, rate, span } from './format.js';
import { plot } from './plots.js';

const lookEvery = 2000;
const plotEvery = 30_000;
const ranges = [['1 hour', 60], ['6 hours', 360], ['24 hours', 1440]];

/** signal ends it; apis are the applications that the page has keys of, the chosen one first. */
export function overview(place, apis, signal) {
    const failure = element('p', { class: 'failure', role: 'alert' });
    const tiles = element('dl', { class: 'tiles' });
    const plots = element('div', { class: 'plots' });
    const applications = element('div', {});
    const api = apis[0];
    let minutes = 60;
    let before = null;

    const choose = element('div', { class: 'choice', role: 'group', 'aria-label': 'Time shown' }, ranges.map(([name, length]) =>
        element('button', { type: 'button', 'aria-pressed': String(length === minutes), onclick: event => {
            minutes = length;
            for (const button of choose.children)
                button.setAttribute('aria-pressed', String(button === event.target));
            draw();
        } }, name)));
    show(place, element('h2', {}, 'Now'), failure, tiles,
        element('div', { class: 'heading' }, element('h2', {}, 'Minute by minute'), choose), plots,
        element('h2', {}, 'Applications'), applications);

    const look = async () => {
        const all = await Promise.all(apis.map(one => one.get('stats')));
        show(tiles, tilesOf(all[0], before));
        show(applications, tableOf(all));
        before = all[0];
        failure.textContent = '';
    };
    const draw = async () => {
        const day = await api.get('stats/minutes', { limit: minutes });
        const { start = 0, step } = day;
        show(plots,
            plot('Connections and clients', [line('connections', day.connections), line('clients online', day.clients)], start, step, count),
            plot('Messages a minute', [line('in', day.received), line('out', day.delivered)], start, step, count),
            plot('Time of sends', [line('99 %', day.send_p99_ms), line('median', day.send_p50_ms)], start, step, milliseconds),
            plot('Time of the store', [line('99 %', day.store_p99_ms), line('median', day.store_p50_ms)], start, step, milliseconds));
    };
    repeat(look, lookEvery, failure, signal);
    repeat(draw, plotEvery, failure, signal);
}

const line = (name, values) => ({ name, values });

/** Again and again, each time when the time before is over; a hidden page asks for nothing. */
function repeat(work, every, failure, signal) {
    const run = async () => {
        if (signal.aborted)
            return;
        try {
            if (!document.hidden)
                await work();
        } catch (error) {
            failure.textContent = error.message;
        }
        setTimeout(run, every);
    };
    run();
}

function tilesOf({ server, application, timestamp, result }, before) {
    const seconds = before === null ? 0 : (timestamp - before.timestamp) / 1000;
    const isSame = seconds > 0 && before.server.started_at === server.started_at;
    const speed = name => isSame ? (application[name] - before.application[name]) / seconds : application[`${name}_per_second`];
    const refusals = Object.entries(application.refusals).concat(Object.entries(server.refusals));
    return [
        tile('Connections', count(server.connections), `${count(server.pending_commands)} commands under way`),
        tile('Clients online', count(application.clients), `${count(result.user_count_today)} today`),
        tile('Messages in', `${rate(speed('received'))}/s`, `${count(application.received)} in all`),
        tile('Messages out', `${rate(speed('delivered'))}/s`, `${count(application.delivered)} in all`),
        tile('Sends, 99 %', latency(application.send), 'within the last minute'),
        tile('Store, 99 %', latency(server.store), 'within the last minute'),
        tile('Waiting to be sent', bytes(server.queue_bytes), `${count(server.slow_readers)} slow readers dropped`),
        tile('Memory', bytes(server.memory_bytes), `conversations in it: ${count(server.conversations_in_memory)}`),
        tile('Refused', count(refusals.reduce((sum, [, number]) => sum + number, 0)),
            refusals.map(([code, number]) => `${code} ×${count(number)}`).join(', ') || 'nothing'),
        tile('Running', span(timestamp - server.started_at), `LeanRx ${server.version}`),
    ];
}

const tile = (name, value, note) => element('div', {}, element('dt', {}, name), element('dd', { class: 'value' }, value), element('dd', {}, note));

function tableOf(all) {
    const heads = ['Application', 'Clients online', 'Logins', 'In', 'Out', 'Sends, 99 %'];
    return element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Applications' }, element('table', {},
        element('thead', {}, element('tr', {}, heads.map(head => element('th', { scope: 'col' }, head)))),
        element('tbody', {}, all.map(({ application }) => element('tr', {},
            element('th', { scope: 'row' }, application.id),
            [count(application.clients), count(application.sessions), `${rate(application.received_per_second)}/s`,
                `${rate(application.delivered_per_second)}/s`, latency(application.send)].map(cell => element('td', {}, cell)))))));
}
