// Makes elements. Text is only ever text: nothing here takes markup.

const svgNamespace = 'http://www.w3.org/2000/svg';

/** An element with attributes, listeners (names that begin with "on") and children: elements, texts, or null for nothing. */
export function element(tag, attributes = {}, ...children) {
    return fill(document.createElement(tag), attributes, children);
}

/** The same for a part of a drawing. */
export function shape(tag, attributes = {}, ...children) {
    return fill(document.createElementNS(svgNamespace, tag), attributes, children);
}

/** Puts children in the place of those that are there. */
export function show(parent, ...children) {
    parent.replaceChildren(...children.flat().filter(child => child != null));
    return parent;
}

/** A button that cannot be pressed twice while it works; what goes wrong is told to the given place. */
export function action(label, attributes, failure, work) {
    const button = element('button', { type: 'button', ...attributes }, label);
    button.addEventListener('click', () => working(button, failure, work));
    return button;
}

/** Runs something that a control began. */
export async function working(control, failure, work) {
    control.disabled = true;
    failure.textContent = '';
    try {
        await work();
    } catch (error) {
        failure.textContent = error.message;
    } finally {
        control.disabled = false;
    }
}

function fill(target, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
        if (name.startsWith('on'))
            target.addEventListener(name.slice(2), value);
        else if (value === true)
            target.setAttribute(name, '');
        else if (value !== false && value != null)
            target.setAttribute(name, value);
    }
    target.append(...children.flat().filter(child => child != null).map(child => child instanceof Node ? child : String(child)));
    return target;
}
