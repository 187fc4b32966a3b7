using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LeanRx.Server.AspNetCore.Tests.Networks;

/// <summary>A forward proxy on the loopback: tunnels by CONNECT, plain requests by their absolute address, with or without a password.</summary>
sealed class SmallProxy : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly ConcurrentBag<Task> _serving = [];
    readonly ConcurrentBag<TcpClient> _open = [];
    readonly string? _credentials;
    readonly Task _accepting;

    /// <summary>Opens the proxy.</summary>
    /// <param name="password"><c>user:password</c>; null lets everybody through.</param>
    public SmallProxy(string? password = null)
    {
        _credentials = password is null ? null : "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(password));
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>The first line of each request that was let through.</summary>
    public ConcurrentQueue<string> Passed { get; } = new();

    /// <summary>How often somebody was sent away.</summary>
    public int Refused { get; private set; }

    /// <summary>Ends every way that is open.</summary>
    public void Cut()
    {
        while (_open.TryTake(out var client))
            client.Close();
    }

    async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
            _serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
    }

    async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                _open.Add(client);
                var stream = client.GetStream();
                while (await ReadHeadAsync(stream) is { } head)
                {
                    if (_credentials is not null && !head.Contains($"Proxy-Authorization: {_credentials}\r\n", StringComparison.OrdinalIgnoreCase))
                    {
                        Refused++;
                        await SayAsync(stream,
                            "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"company\"\r\nContent-Length: 0\r\n\r\n");
                        continue;
                    }
                    var line = head.Split("\r\n")[0];
                    Passed.Enqueue(line);
                    await TunnelAsync(stream, head, line);
                    return;
                }
            }
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            // One of the two ends went.
        }
    }

    async Task TunnelAsync(NetworkStream stream, string head, string line)
    {
        var isTunnel = line.StartsWith("CONNECT ", StringComparison.Ordinal);
        var target = isTunnel ? new Uri("http://" + line.Split(' ')[1]) : new Uri(line.Split(' ')[1]);
        using var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, target.Port, _stop.Token);
        await (isTunnel ? SayAsync(stream, "HTTP/1.1 200 Connection established\r\n\r\n") : SayAsync(server.GetStream(), head));
        Task[] ways = [stream.CopyToAsync(server.GetStream(), _stop.Token), server.GetStream().CopyToAsync(stream, _stop.Token)];
        await Task.WhenAny(ways);
        server.Close();
        stream.Close();
        try
        {
            await Task.WhenAll(ways);
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            // Whichever way ended first has cut the other.
        }
    }

    static bool IsEnd(Exception exception) =>
        exception is IOException or SocketException or ObjectDisposedException or InvalidOperationException or OperationCanceledException;

    async Task<string?> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0)
                return null;
            head.Append((char)one[0]);
        }
        return head.ToString();
    }

    async Task SayAsync(NetworkStream stream, string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text), _stop.Token);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        // Who would still accept finds a listener that listens.
        await _accepting.ContinueWith(static task => task.Exception, TaskScheduler.Default);
        _listener.Stop();
        await Task.WhenAll(_serving);
        _stop.Dispose();
    }
}
