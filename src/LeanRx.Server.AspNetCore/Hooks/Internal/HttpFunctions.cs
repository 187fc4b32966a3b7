using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeanRx.Server.Hooks;

namespace LeanRx.Server.AspNetCore.Hooks.Internal;

/// <summary>Calls functions over HTTP. Whatever is no answer is an exception that says what came.</summary>
internal sealed class HttpFunctions
{
    /// <summary>So much of a text that is not understood is repeated.</summary>
    const int Shown = 80;

    readonly HttpHookOptions _options;
    readonly HttpClient _client;
    readonly string _root;

    public HttpFunctions(HttpHookOptions options)
    {
        if (options.Url is not { IsAbsoluteUri: true, Scheme: "http" or "https", Query: "", Fragment: "" })
            throw new ArgumentException($"Url must be an absolute http or https address without query, and is '{options.Url}'.", nameof(options));
        if (options.MaxAnswerBytes < 1)
            throw new ArgumentOutOfRangeException(nameof(options), options.MaxAnswerBytes, "MaxAnswerBytes must be at least 1.");
        if (options.HookKey?.Any(static character => character is < ' ' or > '~') == true)
            throw new ArgumentException("HookKey must have printable ASCII characters alone: it stands in a header.", nameof(options));
        _options = options;
        _root = options.Url.AbsoluteUri.TrimEnd('/') + "/1.1/functions/";
        _client = HookClient.Create(options.HttpMessageHandlerFactory);
    }

    /// <summary>Calls a function.</summary>
    /// <param name="at">The time that is signed.</param>
    /// <param name="question">Writes the members of the body.</param>
    /// <returns>What stands in <c>result</c>; undefined where nothing does.</returns>
    /// <exception cref="HttpHookException">There is no answer.</exception>
    public async ValueTask<JsonElement> CallAsync(string name, string applicationId, DateTimeOffset at, Action<Utf8JsonWriter> question,
        CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _root + name)
        {
            Content = new ReadOnlyMemoryContent(BodyOf(name, at, question)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.TryAddWithoutValidation("X-LC-Id", applicationId);
        if (_options.HookKey is { } key)
            request.Headers.TryAddWithoutValidation("X-LC-Hook-Key", key);
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.OK)
                throw new HttpHookException(response.Headers.Location is { } target
                    ? $"{name} answered with a redirect to {target}, which is not followed."
                    : $"{name} answered with HTTP status {(int)response.StatusCode}.");
            return ResultOf(name, await ReadAsync(name, response, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new HttpHookException($"{name} could not be called: {exception.Message}");
        }
    }

    ReadOnlyMemory<byte> BodyOf(string name, DateTimeOffset at, Action<Utf8JsonWriter> question)
    {
        var body = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(body);
        writer.WriteStartObject();
        question(writer);
        if (_options.SigningKey is { } key)
        {
            var time = at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
#pragma warning disable CA5350 // What the cloud's SDKs check.
            var code = HMACSHA1.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{name}:{time}"));
#pragma warning restore CA5350
            writer.WriteString("__sign", $"{time},{Convert.ToHexStringLower(code)}");
        }
        writer.WriteEndObject();
        writer.Flush();
        return body.WrittenMemory;
    }

    async ValueTask<byte[]> ReadAsync(string name, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var answer = new ArrayBufferWriter<byte>();
        while (true)
        {
            var read = await stream.ReadAsync(answer.GetMemory(4096), cancellationToken).ConfigureAwait(false);
            if (read == 0)
                return answer.WrittenSpan.ToArray();
            answer.Advance(read);
            if (answer.WrittenCount > _options.MaxAnswerBytes)
                throw new HttpHookException($"{name} answered with more than {_options.MaxAnswerBytes} bytes.");
        }
    }

    static JsonElement ResultOf(string name, byte[] answer)
    {
        try
        {
            var reader = new Utf8JsonReader(answer);
            var root = JsonElement.ParseValue(ref reader);
            if (reader.Read() || root.ValueKind != JsonValueKind.Object)
                throw new JsonException();
            return root.TryGetProperty("result", out var result) ? result : default;
        }
        catch (JsonException)
        {
            var text = Encoding.UTF8.GetString(answer.AsSpan(0, Math.Min(Shown, answer.Length)));
            throw new HttpHookException($"{name} answered with something that is no object of JSON: '{text}'.");
        }
    }
}
