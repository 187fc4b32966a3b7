using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LeanRx.Benchmarks.Servers;

/// <summary>Answers all frames that one read of the connection brings with one write. It reads what the clients here send, and no other frames.</summary>
sealed class BatchingSocket(Stream connection)
{
    const int MaskLength = 4;

    readonly BareAnswers _answers = new();
    readonly byte[] _input = new byte[64 * 1024];
    readonly byte[] _output = new byte[512 * 1024];

    public static async Task<BatchingSocket> AcceptAsync(HttpContext context)
    {
        var key = context.Request.Headers.SecWebSocketKey + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
        context.Response.Headers.SecWebSocketAccept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key)));
        context.Response.Headers.Upgrade = "websocket";
        if (context.Request.Headers.SecWebSocketProtocol is [{ } subprotocol, ..])
            context.Response.Headers.SecWebSocketProtocol = subprotocol;
        return new BatchingSocket(await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync());
    }

    /// <summary>Goes on until the client closes.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var kept = 0;
        while (await connection.ReadAsync(_input.AsMemory(kept), cancellationToken) is > 0 and var count)
        {
            kept += count;
            var (taken, written, isClosed) = Answer(_input.AsSpan(0, kept));
            _input.AsSpan(taken, kept - taken).CopyTo(_input);
            kept -= taken;
            if (written > 0)
                await connection.WriteAsync(_output.AsMemory(0, written), cancellationToken);
            if (isClosed)
                return;
        }
    }

    (int Taken, int Written, bool IsClosed) Answer(Span<byte> bytes)
    {
        var (taken, written) = (0, 0);
        while (Frame(bytes[taken..]) is { } frame)
        {
            var start = taken + frame.Header;
            var mask = bytes.Slice(start - MaskLength, MaskLength);
            var payload = bytes.Slice(start, frame.Length);
            for (var index = 0; index < payload.Length; index++)
                payload[index] ^= mask[index & 3];
            var opcode = bytes[taken] & 0xF;
            taken = start + frame.Length;
            if (opcode == 8)
                return (taken, written + Write(written, 0x88, [0x03, 0xE8]), true);
            if (opcode is 1 && _answers.To(payload) is { Length: > 0 } answer)
                written += Write(written, 0x81, _answers.Output.AsSpan(0, answer.Length));
        }
        return (taken, written, false);
    }

    /// <summary>The header with its mask and the length of the payload; null where the frame is not all there.</summary>
    static (int Header, int Length)? Frame(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4)
            return null;
        var small = bytes[1] & 0x7F;
        var (header, length) = small < 126 ? (2, small) : (4, BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]));
        return bytes.Length < header + MaskLength + length ? null : (header + MaskLength, length);
    }

    int Write(int at, byte first, ReadOnlySpan<byte> payload)
    {
        var frame = _output.AsSpan(at);
        frame[0] = first;
        var header = 2;
        if (payload.Length < 126)
            frame[1] = (byte)payload.Length;
        else
        {
            frame[1] = 126;
            BinaryPrimitives.WriteUInt16BigEndian(frame[2..], (ushort)payload.Length);
            header = 4;
        }
        payload.CopyTo(frame[header..]);
        return header + payload.Length;
    }
}
