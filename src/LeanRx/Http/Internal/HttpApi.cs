using System.Net.Http;
using LeanRx.Common.Internal;
using LeanRx.Transport.Internal;

namespace LeanRx.Http.Internal;

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
    /// <exception cref="InvalidResponseException">It answered with too much.</exception>
    public static async Task<ReadOnlyMemory<byte>> AskAsync(ClientNetwork network, HttpRequestMessage request, int maxBytes,
        CancellationToken cancellationToken)
    {
        // The query of an upload URL is as good as a key: it stays out of messages and logs.
        var address = request.RequestUri!.GetLeftPart(UriPartial.Path);
        var answer = await HttpAnswer.OfAsync(network, request, address, maxBytes, cancellationToken).ConfigureAwait(false);
        return answer.IsSuccess ? answer.Body : throw Refusal(answer, address);
    }

    /// <summary>A server that is out of order, or has too much to do, is worth another attempt.</summary>
    static LeanRxException Refusal(HttpAnswer answer, string address)
    {
        var refusal = ErrorText.Refusal(answer.Body);
        if (answer.Status is >= 500 or 408 or 429)
            return new ConnectionLostException($"{address} answered {answer.Status} {answer.Name}{(refusal?.Detail is { } detail ? $": {detail}" : ".")}");
        return refusal is not null && refusal.Code != answer.Status
            ? refusal
            : new ServerRejectedException(answer.Status, answer.Name, refusal?.Detail ?? $"{address} answered {answer.Status}");
    }
}
