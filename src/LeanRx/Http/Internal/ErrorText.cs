using System.Text.Json;
using LeanRx.Common.Internal;

namespace LeanRx.Http.Internal;

/// <summary>Reads what a server says when it refuses something over HTTP.</summary>
internal static class ErrorText
{
    // protocol.md §9.1
    /// <summary>The refusal that an answer is, <c>{"code":4100,"error":…}</c>; null when it says nothing of the kind.</summary>
    public static ServerRejectedException? Refusal(ReadOnlyMemory<byte> answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("code", out var code) || code.ValueKind != JsonValueKind.Number
                || !code.TryGetInt32(out var number))
                return null;
            return new ServerRejectedException(number, null, root.TryGetProperty("error", out var error) ? JsonStrings.Of(error) : null);
        }
        catch (JsonException)
        {
            // A page of a proxy: the status alone has to do.
            return null;
        }
    }
}
