using LeanRx.Common.Internal;

namespace LeanRx.Transport.Internal;

/// <summary>The headers that the application adds to what the client asks.</summary>
internal static class RequestHeaders
{
    static readonly string[] Forbidden = ["Connection", "Upgrade", "Transfer-Encoding"];

    /// <exception cref="DialException">The application's function threw, or gave what is no header or none of its own.</exception>
    public static async ValueTask<IReadOnlyList<KeyValuePair<string, string>>> AskAsync(NetworkOptions network, Uri address,
        CancellationToken cancellationToken)
    {
        if (network.HeadersProvider is not { } provider)
            return [];
        try
        {
            var headers = await provider(address, cancellationToken).AsTask().OrCancelled(cancellationToken).ConfigureAwait(false)
                ?? throw new DialException("Network.HeadersProvider gave null.") { IsTransient = false };
            return [.. headers.Select(Checked)];
        }
        catch (Exception exception) when (exception is not DialException && !cancellationToken.IsCancellationRequested)
        {
            throw new DialException($"Network.HeadersProvider threw: {exception.Message}", exception);
        }
    }

    static KeyValuePair<string, string> Checked(KeyValuePair<string, string> header)
    {
        var (name, value) = (header.Key, header.Value);
        if (string.IsNullOrEmpty(name) || !name.All(IsToken))
            throw Refused($"'{Printable(name)}' is no name of a header");
        if (Array.Exists(Forbidden, forbidden => forbidden.Equals(name, StringComparison.OrdinalIgnoreCase)) || Begins(name, "Content-")
            || Begins(name, "Sec-WebSocket-"))
            throw Refused($"the header {name} is the client's own");
        if (value is null || value.Any(character => character is '\r' or '\n' or '\0'))
            throw Refused($"the value of the header {name} is no line of text");
        return header;
    }

    static bool Begins(string name, string start) => name.StartsWith(start, StringComparison.OrdinalIgnoreCase);

    static bool IsToken(char character) => character is > ' ' and < '\x7f' && "()<>@,;:\\\"/[]?={}".IndexOf(character) < 0;

    static string Printable(string? name) => string.Concat((name ?? "").Take(64).Select(character => char.IsControl(character) ? '?' : character));

    static DialException Refused(string why) => new($"Network.HeadersProvider gave what cannot be sent: {why}.") { IsTransient = false };
}
