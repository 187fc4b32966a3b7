using System.Net.Http;
using System.Text;
using System.Text.Json;
using LeanRx.Transport.Internal;

namespace LeanRx.Http.Internal;

/// <summary>Knows answers that are not the server's: of a proxy that does not let through, or of a network that wants a sign-in first.</summary>
internal static class IntermediaryAnswer
{
    static readonly string[] Pages = ["<!doctype html", "<html"];

    /// <summary>What such an answer means; null for one of the server.</summary>
    public static ConnectionLostException? Of(HttpResponseMessage response, ReadOnlyMemory<byte> body, string who, ClientNetwork network)
    {
        var status = (int)response.StatusCode;
        if (status == 407)
            return Failure($"{NetworkText.Capital(NetworkText.WhoAsks(network.ProxyOf(response.RequestMessage?.RequestUri)))}.", isTransient: false);
        if (status == 511)
            return Failure("The network wants a sign-in first: open the address in a browser.", isTransient: false);
        if (response.IsSuccessStatusCode)
            return IsPage(response, body.Span) ? Failure($"{NetworkText.Capital(NetworkText.OfStatus(status)!)}.", isTransient: false) : null;
        return status is 413 or 502 or 503 or 504 && !IsJsonObject(body)
            ? Failure($"{NetworkText.Capital(NetworkText.OfProxy(status))}.", isTransient: status != 413)
            : null;

        ConnectionLostException Failure(string words, bool isTransient)
        {
            var software = response.Headers.Server.ToString() is { Length: > 0 } name ? $" ({name})" : "";
            return new ConnectionLostException($"{who} answered {status} {response.StatusCode}{software}. {words}") { IsTransient = isTransient };
        }
    }

    static bool IsPage(HttpResponseMessage response, ReadOnlySpan<byte> body)
    {
        if (response.Content.Headers.ContentType?.MediaType is "text/html" or "application/xhtml+xml")
            return true;
        var start = Encoding.UTF8.GetString(body.Slice(0, Math.Min(body.Length, 256)).ToArray()).TrimStart();
        return Array.Exists(Pages, page => start.StartsWith(page, StringComparison.OrdinalIgnoreCase));
    }

    static bool IsJsonObject(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
