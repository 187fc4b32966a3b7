// Plots over time, drawn as SVG.

import { element, shape, show } from './dom.js';
import { clock } from './format.js';

const height = 190;
const margin = { top: 12, right: 12, bottom: 26, left: 52 };

/**
 * A figure with a title, a legend and a plot that says under the pointer what its lines are there.
 * series: [{ name, values }], with null where there is nothing; the colours follow their order.
 */
export function plot(title, series, start, step, format) {
    const figure = element('figure', { class: 'plot' });
    const legend = element('ul', { class: 'legend' }, series.map((line, index) =>
        element('li', { class: `series-${index}` }, element('span', { class: 'swatch', 'aria-hidden': 'true' }), line.name)));
    const reading = element('p', { class: 'reading', 'aria-hidden': 'true' });
    const canvas = element('div', { class: 'canvas' });
    show(figure, element('figcaption', {}, title), legend, canvas, reading);
    const draw = () => show(canvas, drawing(title, series, start, step, format, canvas.clientWidth, reading));
    new ResizeObserver(draw).observe(canvas);
    return figure;
}

function drawing(title, series, start, step, format, width, reading) {
    const length = Math.max(...series.map(line => line.values.length));
    const all = series.flatMap(line => line.values).filter(value => value !== null);
    if (length === 0 || width === 0)
        return element('p', { class: 'empty' }, 'The first minute is not over yet.');
    const top = ceiling(Math.max(0, ...all));
    const inner = { width: width - margin.left - margin.right, height: height - margin.top - margin.bottom };
    const x = index => margin.left + (length === 1 ? inner.width : index / (length - 1) * inner.width);
    const y = value => margin.top + inner.height - value / top * inner.height;
    const highest = all.length === 0 ? 'nothing yet' : `at most ${format(Math.max(...all))}`;
    const svg = shape('svg', { viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', 'aria-label': `${title}: ${highest}` });
    for (const tick of [0, 0.5, 1])
        svg.append(
            shape('line', { class: 'grid', x1: margin.left, x2: width - margin.right, y1: y(tick * top), y2: y(tick * top) }),
            shape('text', { class: 'tick', x: margin.left - 8, y: y(tick * top) + 4, 'text-anchor': 'end' }, format(tick * top)));
    for (const index of ticks(length, start, step, inner.width))
        svg.append(shape('text', {
            class: 'tick', x: x(index), y: height - 6, 'text-anchor': x(index) > width - margin.right - 16 ? 'end' : 'middle',
        }, clock(start + index * step)));
    series.forEach((line, number) => {
        svg.append(shape('path', { class: `line series-${number}`, d: path(line.values, x, y) }));
        if (number === 0)
            svg.append(shape('path', { class: 'area series-0', d: area(line.values, x, y, y(0)) }));
    });
    const cursor = shape('line', { class: 'cursor', y1: margin.top, y2: margin.top + inner.height, visibility: 'hidden' });
    svg.append(cursor);
    const tell = index => {
        cursor.setAttribute('visibility', 'visible');
        cursor.setAttribute('x1', x(index));
        cursor.setAttribute('x2', x(index));
        reading.textContent = [clock(start + index * step), ...series.map(line =>
            `${line.name} ${line.values[index] == null ? '–' : format(line.values[index])}`)].join(' · ');
    };
    svg.addEventListener('pointermove', event => {
        const place = (event.clientX - svg.getBoundingClientRect().left - margin.left) / inner.width;
        tell(Math.min(length - 1, Math.max(0, Math.round(place * (length - 1)))));
    });
    svg.addEventListener('pointerleave', () => {
        cursor.setAttribute('visibility', 'hidden');
        reading.textContent = '';
    });
    return svg;
}

/** Whole hours, or minutes, as many as there is room for. */
function ticks(length, start, step, width) {
    const room = Math.max(2, Math.floor(width / 70));
    const minutes = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360].find(every => length / every <= room) ?? 720;
    const offset = new Date(start).getTimezoneOffset();
    const found = [];
    for (let index = 0; index < length; index++)
        if ((Math.floor((start + index * step) / 60_000) - offset) % minutes === 0)
            found.push(index);
    return found;
}

function path(values, x, y) {
    let text = '';
    values.forEach((value, index) => {
        if (value === null)
            return;
        const isBegun = index > 0 && values[index - 1] !== null;
        // One value alone is a point.
        text += isBegun ? `L${x(index).toFixed(1)} ${y(value).toFixed(1)}` : `M${x(index).toFixed(1)} ${y(value).toFixed(1)}h.01`;
    });
    return text;
}

function area(values, x, y, base) {
    let text = '';
    let first = null;
    values.forEach((value, index) => {
        if (value === null)
            return;
        if (index === 0 || values[index - 1] === null) {
            first = index;
            text += `M${x(index).toFixed(1)} ${base}`;
        }
        text += `L${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
        if (index === values.length - 1 || values[index + 1] === null)
            text += `L${x(index).toFixed(1)} ${base}L${x(first).toFixed(1)} ${base}Z`;
    });
    return text;
}

/** A round number that is no smaller. */
function ceiling(value) {
    if (value <= 0)
        return 1;
    const unit = 10 ** Math.floor(Math.log10(value));
    return [1, 2, 4, 5, 8, 10].map(factor => factor * unit).find(candidate => candidate >= value * 0.9999);
}
