using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using LeanRx.Protocol.Framing.Internal;

namespace LeanRx.Server.AspNetCore.Sockets.Internal;

// RFC 6455 §4.2.1
/// <summary>
/// A WebSocket handshake as libraries and proxies write it, for the root and without a body. What looks otherwise in any respect is none, and is left to HTTP,
/// which takes it or says what is wrong with it.
/// </summary>
sealed class PlainHandshake
{
    /// <summary>Most bytes of a head; a longer one is left to HTTP and its bounds.</summary>
    const int Longest = 4 * 1024;

    const int MostLines = 50;

    static readonly SearchValues<byte> s_ofNames = SearchValues.Create("-_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    static readonly SearchValues<char> s_ofHosts = SearchValues.Create("-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    string? _host;
    string? _upgrade;
    string? _connection;
    string? _version;
    string? _key;
    string? _protocols;
    string? _origin;
    string? _forwardedFor;

    PlainHandshake()
    {
    }

    static ReadOnlySpan<byte> RequestLine => "GET / HTTP/1.1\r\n"u8;

    /// <summary>The subprotocols that are offered, first choice first.</summary>
    public IEnumerable<string> Offered => _protocols?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>The page that it comes from; null when it names none.</summary>
    public string? Origin => _origin;

    /// <summary>What proxies say about who asked them; null when nothing is said.</summary>
    public string? ForwardedFor => _forwardedFor;

    /// <summary>Reads the head of a request from all that has come.</summary>
    /// <param name="bytes">They begin with the head, and may go on after it.</param>
    /// <param name="length">Bytes of the head.</param>
    /// <returns>Null when it is not there as a whole, or no plain handshake.</returns>
    public static PlainHandshake? TryRead(ReadOnlySpan<byte> bytes, out int length)
    {
        length = 0;
        var end = bytes[..Math.Min(bytes.Length, Longest)].IndexOf("\r\n\r\n"u8);
        if (end < 0 || !bytes.StartsWith(RequestLine))
            return null;
        var handshake = new PlainHandshake();
        var rest = bytes[RequestLine.Length..(end + 2)];
        for (var line = 0; rest.Length > 0; line++)
        {
            var lineEnd = rest.IndexOf("\r\n"u8);
            if (line == MostLines || !handshake.Take(rest[..lineEnd]))
                return null;
            rest = rest[(lineEnd + 2)..];
        }
        length = end + 4;
        return handshake.IsWhole ? handshake : null;
    }

    /// <summary>The head of the answer.</summary>
    /// <param name="selected">The subprotocol; null for none.</param>
    public byte[] Answer(string? selected) => Encoding.ASCII.GetBytes("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
        $"Sec-WebSocket-Accept: {WebSocketAccept.Of(_key!)}\r\n{(selected is null ? "" : $"Sec-WebSocket-Protocol: {selected}\r\n")}\r\n");

    bool IsWhole => IsHost(_host) && Is(_upgrade, "websocket") && (Is(_connection, "upgrade") || Is(_connection, "keep-alive, upgrade"))
        && _version == "13" && IsKey(_key) && _protocols?.Contains('"') != true;

    bool Take(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon <= 0 || line[..colon].ContainsAnyExcept(s_ofNames) || line.ContainsAnyExceptInRange((byte)' ', (byte)'~'))
            return false;
        var name = line[..colon];
        var value = line[(colon + 1)..].Trim((byte)' ');
        return Is(name, "host"u8) ? Set(ref _host, value)
            : Is(name, "upgrade"u8) ? Set(ref _upgrade, value)
            : Is(name, "connection"u8) ? Set(ref _connection, value)
            : Is(name, "sec-websocket-version"u8) ? Set(ref _version, value)
            : Is(name, "sec-websocket-key"u8) ? Set(ref _key, value)
            : Is(name, "sec-websocket-protocol"u8) ? Set(ref _protocols, value)
            : Is(name, "origin"u8) ? Set(ref _origin, value)
            : Is(name, "x-forwarded-for"u8) ? Set(ref _forwardedFor, value)
            : !IsOfBodies(name);
    }

    /// <summary>What says that more follows the head, or is to.</summary>
    static bool IsOfBodies(ReadOnlySpan<byte> name) => Is(name, "content-length"u8) || Is(name, "transfer-encoding"u8) || Is(name, "expect"u8);

    /// <summary>False for what is said twice, or is empty.</summary>
    static bool Set(ref string? field, ReadOnlySpan<byte> value)
    {
        if (field is not null || value.IsEmpty)
            return false;
        field = Encoding.ASCII.GetString(value);
        return true;
    }

    /// <summary>A name or an address of four numbers, and maybe a port.</summary>
    static bool IsHost(string? value)
    {
        var colon = value?.IndexOf(':') ?? 0;
        var name = colon < 0 ? value : value?[..colon];
        return name?.Length > 0 && !name.AsSpan().ContainsAnyExcept(s_ofHosts)
            && (colon < 0 || ushort.TryParse(value.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _));
    }

    /// <summary>Sixteen bytes in Base64.</summary>
    static bool IsKey(string? value) => value?.Length == 24 && Base64.IsValid(value, out var length) && length == 16;

    static bool Is(string? value, string expected) => string.Equals(value, expected, StringComparison.OrdinalIgnoreCase);

    static bool Is(ReadOnlySpan<byte> value, ReadOnlySpan<byte> expected) => Ascii.EqualsIgnoreCase(value, expected);
}
