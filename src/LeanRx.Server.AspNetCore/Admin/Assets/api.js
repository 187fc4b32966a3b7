// Asks the server's REST interface. The master key is in the memory of this page alone and leaves it as a header.

const root = new URL('.', document.location.href);

export class Api {
    #id;
    #key;

    constructor(id, key) {
        this.#id = id;
        this.#key = key;
    }

    get id() {
        return this.#id;
    }

    get(path, query = {}) {
        return this.#ask('GET', path, query);
    }

    post(path, body) {
        return this.#ask('POST', path, {}, body);
    }

    delete(path, query = {}, body = undefined) {
        return this.#ask('DELETE', path, query, body);
    }

    async #ask(method, path, query, body) {
        const address = new URL(`1.2/rtm/${path}`, root);
        for (const [name, value] of Object.entries(query))
            if (value != null)
                address.searchParams.set(name, value);
        let answer;
        try {
            answer = await fetch(address, {
                method,
                headers: {
                    'X-LC-Id': this.#id,
                    'X-LC-Key': `${this.#key},master`,
                    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
                },
                body: body === undefined ? undefined : JSON.stringify(body),
                credentials: 'omit',
                redirect: 'error',
                cache: 'no-store',
            });
        } catch {
            throw new Error('The server does not answer.');
        }
        const text = await answer.text();
        let json = null;
        try {
            json = JSON.parse(text);
        } catch {
            // A proxy's page.
        }
        if (answer.ok && json !== null)
            return json;
        throw new Error(answer.status === 401 ? 'The application does not exist, or this is not its master key.'
            : json?.error ?? `The server answered with ${answer.status}.`);
    }
}

/** A part of a path. */
export const part = encodeURIComponent;
