using System.Net.WebSockets;
using System.Text;

namespace LeanRx.Tests.Transport.Framing;

/// <summary>The words in which it is noted what is told.</summary>
sealed partial class FramingRun
{
    /// <summary>Bytes that are shown of a payload.</summary>
    const int Shown = 40;

    /// <summary>A payload, shortened where it is long.</summary>
    public static string Words(ReadOnlySpan<byte> payload, bool isText) =>
        payload.Length > Shown ? $"{payload.Length} bytes {Sum(payload):x}" : isText ? Encoding.UTF8.GetString(payload) : Convert.ToHexString(payload);

    static uint Sum(ReadOnlySpan<byte> payload)
    {
        var sum = 17u;
        foreach (var value in payload)
            sum = sum * 31 + value;
        return sum;
    }

    /// <summary>What a message is noted as.</summary>
    public static string Told(ReadOnlySpan<byte> payload, bool isText) => $"{(isText ? "text" : "binary")} {Words(payload, isText)}".TrimEnd();

    /// <summary>What an end is noted as.</summary>
    static string Ended(TransportClose close) => close.Cause switch
    {
        null => $"closed {close.Code} {close.Reason}".TrimEnd(),
        WebSocketException { WebSocketErrorCode: WebSocketError.ConnectionClosedPrematurely } => "lost",
        _ => $"refused {close.Code}",
    };
}
