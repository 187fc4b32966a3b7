using System.Net;
using System.Net.Http;

namespace LeanRx.Internal;

/// <summary>One request to the server's REST interface and its answer, with its failures as the client knows them.</summary>
internal static class HttpApi
{
    // protocol.md §9.1, §4.1.5
    /// <summary>Says who asks.</summary>
    public static void Introduce(HttpRequestMessage request, string applicationId, string applicationKey, string? sessionToken = null)
    {
        request.Headers.TryAddWithoutValidation("X-LC-Id", applicationId);
        request.Headers.TryAddWithoutValidation("X-LC-Key", applicationKey);
        if (sessionToken is not null)
            request.Headers.TryAddWithoutValidation("X-LC-IM-Session-Token", sessionToken);
    }

    /// <exception cref="ServerRejectedException">The server refused; with its own code, or the HTTP status where it told none.</exception>
    /// <exception cref="ConnectionLostException">It was not reached, or is out of order.</exception>
    /// <exception cref="ProtocolViolationException">It answered with too much.</exception>
    public static async Task<ReadOnlyMemory<byte>> AskAsync(HttpClient client, HttpRequestMessage request, int maxBytes, CancellationToken cancellationToken)
    {
        // The query of an upload URL is as good as a key: it stays out of messages and logs.
        var address = request.RequestUri!.GetLeftPart(UriPartial.Path);
        try
        {
            using var response = await Redirects.SendAsync(client, request, cancellationToken).ConfigureAwait(false);
            var answer = await ReadAsync(response, address, maxBytes, cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? answer : throw Refusal(response.StatusCode, answer, address);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new ConnectionLostException($"{address} was not reached: {NetworkText.Of(exception)}", null,
                exception)
            { IsTransient = NetworkText.IsTransient(exception) };
        }
    }

    static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, string address, int maxBytes, CancellationToken cancellationToken)
    {
        using var stream = await response.Content.ReadAsStreamAsync(
#if NET
            cancellationToken
#endif
        ).ConfigureAwait(false);
        using var answer = new MemoryStream();
        var block = new byte[1024];
#pragma warning disable CA1835 // The overload with memory is missing on netstandard2.0.
        for (int read; (read = await stream.ReadAsync(block, 0, block.Length, cancellationToken).ConfigureAwait(false)) > 0;)
#pragma warning restore CA1835
        {
            answer.Write(block, 0, read);
            if (answer.Length > maxBytes)
                throw new ProtocolViolationException($"{address} answered with more than {maxBytes:N0} bytes; that is not what was asked for.");
        }
        return ByteOrderMark.Skip(answer.ToArray());
    }

    /// <summary>A server that is out of order, or has too much to do, is worth another attempt.</summary>
    static LeanRxException Refusal(HttpStatusCode status, ReadOnlyMemory<byte> answer, string address)
    {
        if ((int)status is >= 500 or 408 or 429)
            return new ConnectionLostException($"{address} answered {(int)status} {status}.");
        var refusal = ErrorText.Refusal(answer);
        return refusal is not null && refusal.Code != (int)status
            ? refusal
            : new ServerRejectedException((int)status, status.ToString(), refusal?.Detail ?? $"{address} answered {(int)status}");
    }
}
