// Numbers, times and messages as people read them.

const sizes = ['B', 'KB', 'MB', 'GB', 'TB'];

export const count = number => Math.round(number).toLocaleString('en-US');

export const rate = number => number > 0 && number < 9.95 ? number.toFixed(1) : count(number);

export function bytes(number) {
    let unit = 0;
    for (; number >= 999.5 && unit < sizes.length - 1; unit++)
        number /= 1024;
    return `${unit > 0 && number < 9.95 ? number.toFixed(1) : Math.round(number)} ${sizes[unit]}`;
}

export function milliseconds(number) {
    if (number === 0)
        return '0 ms';
    if (number < 0.005)
        return '<0.01 ms';
    if (number < 0.995)
        return `${number.toFixed(2)} ms`;
    if (number < 9.95)
        return `${number.toFixed(1)} ms`;
    return number < 999.5 ? `${Math.round(number)} ms` : `${(number / 1000).toFixed(1)} s`;
}

export const latency = times => times.count === 0 ? '–' : milliseconds(times.p99_ms);

export function span(time) {
    const minutes = Math.floor(time / 60_000);
    if (minutes < 1)
        return `${Math.max(0, Math.floor(time / 1000))} s`;
    if (minutes < 60)
        return `${minutes} min`;
    const hours = Math.floor(minutes / 60);
    return hours < 24 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

export const clock = time => new Date(time).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

export function moment(time) {
    const date = new Date(time);
    const day = date.toDateString() === new Date().toDateString() ? '' : `${date.toLocaleDateString('en-CA')} `;
    return day + date.toLocaleTimeString('en-GB');
}

const kindsOfMedia = { '-2': 'image', '-3': 'audio', '-4': 'video', '-5': 'location', '-6': 'file', '-127': 'recalled' };

/** What a message says. */
export function body(message) {
    if (message.bin)
        return `[bytes] ${message.data}`;
    try {
        const content = JSON.parse(message.data);
        if (typeof content !== 'object' || content === null || !('_lctype' in content))
            return message.data;
        const kind = kindsOfMedia[content._lctype];
        const text = [kind && `[${kind}]`, content._lctext, content._lcfile?.url].filter(piece => typeof piece === 'string' && piece).join(' ');
        return text || message.data;
    } catch {
        return message.data;
    }
}
