using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;

namespace LeanRx.Tests.Transport;

/// <summary>Accepts WebSockets on a free port of the loopback and hands each to a script.</summary>
sealed class RawWebSocketServer : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly ConcurrentBag<Task> _connections = [];
    readonly Func<RawPeer, Task> _script;
    readonly Task _accepting;
    int _open;

    public RawWebSocketServer(Func<RawPeer, Task> script)
    {
        _script = script;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"ws://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>TCP connections that are open right now.</summary>
    public int Open => Volatile.Read(ref _open);

    async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            Interlocked.Increment(ref _open);
            _connections.Add(ServeAsync(client));
        }
    }

    async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                var stream = client.GetStream();
                var request = await ReadRequestAsync(stream);
                var subprotocol = Header(request, "Sec-WebSocket-Protocol");
                var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(Header(request, "Sec-WebSocket-Key")
                    + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
                var answer = $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n"
                    + (subprotocol is null ? "" : $"Sec-WebSocket-Protocol: {subprotocol}\r\n") + "\r\n";
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), _stop.Token);
                using var socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true, SubProtocol = subprotocol });
                await _script(new RawPeer(socket, stream, subprotocol, _stop.Token));
            }
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or OperationCanceledException)
        {
            // The client went, or the test is over.
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    async Task<string> ReadRequestAsync(NetworkStream stream)
    {
        var buffer = new byte[4096];
        var length = 0;
        while (!Encoding.ASCII.GetString(buffer, 0, length).EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            var count = await stream.ReadAsync(buffer.AsMemory(length), _stop.Token);
            if (count == 0)
                throw new IOException("The client went before it asked.");
            length += count;
        }
        return Encoding.ASCII.GetString(buffer, 0, length);
    }

    static string? Header(string request, string name) =>
        request.Split("\r\n").FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

    /// <summary>Waits until every connection that was accepted has gone.</summary>
    public Task WhenAllGoneAsync() => Task.WhenAll(_connections);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        // Who would still accept finds a listener that listens.
        await _accepting.ContinueWith(static task => task.Exception, TaskScheduler.Default);
        _listener.Stop();
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }
}
