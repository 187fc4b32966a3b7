using System.Net.WebSockets;
using LeanRx.Protocol.Framing.Internal;
using LeanRx.Transport.Internal;
using static LeanRx.Tests.Transport.Framing.ServerFrames;

namespace LeanRx.Tests.Transport.Framing;

/// <summary>The platform's WebSocket beside ours: what it reads of a server, or of a client, we read, and what we write it reads as a server.</summary>
public class FramingOracleTests
{
    [Fact]
    [Trait("Speed", "slow")]
    public async Task Whatever_a_server_or_a_client_sends_is_read_as_the_platform_reads_it()
    {
        var random = new Random(11);
        for (var round = 0; round < 1500; round++)
        {
            var incoming = Conversation(random);
            var pieces = Enumerable.Range(0, 5).Select(_ => random.Next(1, 1 + random.Next(1, 300))).ToArray();
            Compare(await PlatformAsync(incoming, pieces), await FramingRun.ReadAsync(incoming, random.Next(1, 3000), pieces: pieces), incoming);
            var masked = ClientFrames.Of(incoming);
            Compare(await PlatformAsync(masked, pieces, isServer: true), await ServerRun.ReadAsync(masked, pieces), masked);
        }
    }

    static void Compare(List<string> platform, string[] ours, byte[] incoming)
    {
        // A text that breaks off is refused by us at its first bad byte.
        if (platform[^1] == "lost" && ours.Contains("refused 1007"))
            platform[^1] = "refused";
        Assert.True(platform.SequenceEqual(ours.Where(IsTold).Select(AsThePlatform)), Convert.ToHexString(incoming));
    }

    static bool IsTold(string line) => !line.StartsWith("sent", StringComparison.Ordinal);

    /// <summary>The platform takes no code for 1000, and does not say which rule was broken.</summary>
    static string AsThePlatform(string line) => line switch
    {
        "closed 1005" => "closed 1000",
        "refused 1006" or "refused 1007" => "refused",
        _ => line,
    };

    /// <summary>Frames that are mostly in order, cut off somewhere, and sometimes with a bit turned.</summary>
    static byte[] Conversation(Random random)
    {
        var bytes = new List<byte>();
        var isInside = false;
        for (var count = random.Next(1, 12); count > 0; count--)
        {
            var frame = random.Next(12) switch
            {
                0 => Ping(new string('p', random.Next(126))),
                1 => Pong(new string('p', random.Next(126))),
                2 => Close(random.Next(6) switch { 0 => random.Next(990, 1012), 1 => random.Next(2990, 5010), _ => 1000 }, random.Next(2) == 0 ? "" : "bye"),
                _ => Data(random, ref isInside),
            };
            if (random.Next(40) == 0)
                frame[random.Next(2)] ^= (byte)(1 << random.Next(8));
            bytes.AddRange(frame);
        }
        return [.. random.Next(3) == 0 ? bytes.Take(random.Next(bytes.Count + 1)) : bytes];
    }

    static byte[] Data(Random random, ref bool isInside)
    {
        var payload = new byte[random.Next(8) switch
        {
            0 => 0,
            1 => random.Next(120, 130),
            2 => random.Next(3000),
            3 => 65_530 + random.Next(12),
            _ => random.Next(60),
        }];
        var isText = random.Next(2) == 0;
        for (var index = 0; index < payload.Length; index++)
            payload[index] = (byte)(isText ? random.Next(32, 127) : random.Next(256));
        if (random.Next(6) == 0 && payload.Length > 3)
            "é€"u8[..random.Next(1, 4)].CopyTo(payload.AsSpan(payload.Length - 3));
        var isFinal = random.Next(3) > 0;
        var opcode = (random.Next(25) == 0 ? !isInside : isInside) ? WebSocketOpcode.Continuation : isText ? WebSocketOpcode.Text : WebSocketOpcode.Binary;
        isInside = !isFinal;
        return Frame(opcode, payload, isFinal);
    }

    static async Task<List<string>> PlatformAsync(byte[] incoming, int[] pieces, bool isServer = false)
    {
        var told = new List<string>();
        using var stream = new ScriptedStream(incoming, pieces);
        using var socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = isServer });
        var buffer = new byte[8 * 1024];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                var piece = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                if (piece.MessageType == WebSocketMessageType.Close)
                {
                    told.Add($"closed {(int)socket.CloseStatus!} {socket.CloseStatusDescription}".TrimEnd());
                    return told;
                }
                message.Write(buffer.AsSpan(0, piece.Count));
                if (!piece.EndOfMessage)
                    continue;
                told.Add(FramingRun.Told(message.ToArray(), piece.MessageType == WebSocketMessageType.Text));
                message.SetLength(0);
            }
        }
        catch (WebSocketException exception)
        {
            told.Add(exception.WebSocketErrorCode == WebSocketError.ConnectionClosedPrematurely ? "lost" : "refused");
            return told;
        }
    }

    [Fact]
    public async Task Whatever_we_send_the_platform_reads_as_a_server()
    {
        var random = new Random(12);
        var lengths = new[] { 0, 1, 2, 3, 4, 5, 15, 16, 17, 31, 32, 33, 63, 64, 65, 124, 125, 126, 127, 128, 65_535, 65_536, 70_000 }
            .Concat(Enumerable.Range(0, 300).Select(_ => random.Next(5000))).ToArray();
        using var writer = new WebSocketFrameWriter();
        var sent = new List<string>();
        foreach (var length in lengths)
        {
            var isText = random.Next(2) == 0;
            var payload = new byte[length];
            for (var index = 0; index < length; index++)
                payload[index] = (byte)random.Next(isText ? 128 : 256);
            writer.Write(isText ? WebSocketOpcode.Text : WebSocketOpcode.Binary, payload);
            if (random.Next(5) == 0)
                writer.Write(WebSocketOpcode.Pong, payload.AsSpan(0, Math.Min(length, 125)));
            sent.Add(FramingRun.Told(payload, isText));
        }
        writer.Write(WebSocketOpcode.Close, [0x03, 0xE8]);

        Assert.Equal([.. sent, "closed 1000"], await ServerAsync(writer.Take().ToArray()));
    }

    static async Task<List<string>> ServerAsync(byte[] incoming)
    {
        var told = new List<string>();
        using var stream = new ScriptedStream(incoming, 1460);
        using var socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true });
        var buffer = new byte[100_000];
        var length = 0;
        while (true)
        {
            var piece = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
            length += piece.Count;
            if (piece.MessageType == WebSocketMessageType.Close)
            {
                told.Add($"closed {(int)socket.CloseStatus!}");
                return told;
            }
            if (!piece.EndOfMessage)
                continue;
            told.Add(FramingRun.Told(buffer.AsSpan(0, length), piece.MessageType == WebSocketMessageType.Text));
            length = 0;
        }
    }

    [Fact]
    public void No_two_frames_in_a_row_are_masked_alike()
    {
        using var writer = new WebSocketFrameWriter();
        for (var index = 0; index < 1000; index++)
            writer.Write(WebSocketOpcode.Text, "x"u8);
        var masks = MaskedFrames.Of(writer.Take().ToArray()).Select(frame => frame.Mask).ToArray();
        Assert.Equal(1000, masks.Distinct().Count());
    }
}
