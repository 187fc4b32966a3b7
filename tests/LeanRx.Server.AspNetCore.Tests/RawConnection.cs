using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>A TCP connection that has done a WebSocket handshake and then breaks the rules as a test wants it.</summary>
public sealed class RawConnection : IAsyncDisposable
{
    readonly TcpClient _tcp = new();
    readonly CancellationToken _patience;

    RawConnection(CancellationToken patience) => _patience = patience;

    public NetworkStream Stream => _tcp.GetStream();

    public static async Task<RawConnection> ConnectAsync(Uri url, CancellationToken patience, int? receiveBufferBytes = null)
    {
        var connection = new RawConnection(patience);
        if (receiveBufferBytes is { } bytes)
            connection._tcp.ReceiveBufferSize = bytes;
        await connection._tcp.ConnectAsync(url.Host, url.Port, patience);
        var request = $"GET / HTTP/1.1\r\nHost: {url.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: " +
            "13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        await connection.Stream.WriteAsync(Encoding.ASCII.GetBytes(request), patience);

        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await connection.Stream.ReadExactlyAsync(one, patience);
            head.Append((char)one[0]);
        }

        Assert.StartsWith("HTTP/1.1 101 ", head.ToString());
        Assert.Contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", head.ToString());
        return connection;
    }

    public async Task SendAsync(params byte[] bytes) => await Stream.WriteAsync(bytes, _patience);

    /// <summary>Sends one masked frame (with a mask of zeros) that claims a length of its own choice.</summary>
    public Task SendFrameAsync(byte firstByte, byte[] payload, long? claimedLength = null)
    {
        var header = new byte[14];
        header[0] = firstByte;
        header[1] = 0x80 | 127;
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(2), claimedLength ?? payload.Length);
        return SendAsync([.. header, .. payload]);
    }

    public Task SendTextAsync(string text) => SendFrameAsync(0x81, Encoding.UTF8.GetBytes(text));

    /// <summary>Reads frames, which a server does not mask.</summary>
    public async Task<(byte FirstByte, byte[] Payload)> ReceiveFrameAsync()
    {
        var head = new byte[2];
        await Stream.ReadExactlyAsync(head, _patience);
        var length = head[1] switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(await ReadAsync(2)),
            127 => (int)BinaryPrimitives.ReadInt64BigEndian(await ReadAsync(8)),
            var small => small,
        };
        return (head[0], await ReadAsync(length));
    }

    /// <summary>Reads the close frame, and then sees the connection end.</summary>
    public async Task<(int Code, string Reason)> ReceiveCloseAsync()
    {
        var frame = await ReceiveFrameAsync();
        Assert.Equal(0x88, frame.FirstByte);
        return (BinaryPrimitives.ReadUInt16BigEndian(frame.Payload), Encoding.UTF8.GetString(frame.Payload.AsSpan(2)));
    }

    public async Task<byte[]> ReadAsync(int count)
    {
        var bytes = new byte[count];
        await Stream.ReadExactlyAsync(bytes, _patience);
        return bytes;
    }

    /// <summary>Reads to the end of the connection, whether the server ends or resets it.</summary>
    public async Task ReadToEndAsync()
    {
        var bytes = new byte[64 * 1024];
        try
        {
            while (await Stream.ReadAsync(bytes, _patience) > 0)
            {
            }
        }
        catch (IOException)
        {
            // A reset is an end too.
        }
    }

    public ValueTask DisposeAsync()
    {
        _tcp.Dispose();
        return default;
    }
}
