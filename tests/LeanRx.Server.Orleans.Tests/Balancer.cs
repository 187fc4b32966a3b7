using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Reactive.Linq;

namespace LeanRx.Server.Orleans.Tests;

/// <summary>A TCP balancer: each connection goes to the next server that said it was ready and takes it, and ends when one of its ends does.</summary>
sealed class Balancer : IAsyncDisposable
{
    static readonly TimeSpan s_asking = TimeSpan.FromMilliseconds(100);

    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly HttpClient _http;
    readonly CancellationTokenSource _ending = new();
    readonly bool _prefersFirst;
    readonly IDisposable _asking;
    readonly Task _accepting;
    ImmutableList<Uri> _servers = [];
    ImmutableList<Uri> _ready = [];
    int _next;

    /// <param name="prefersFirst">Whether a connection goes to the next server only where those before it are not ready.</param>
    /// <param name="silence">After what time a server is not ready that does not answer. Default: a second.</param>
    public Balancer(bool prefersFirst = false, TimeSpan? silence = null)
    {
        _prefersFirst = prefersFirst;
        _http = new() { Timeout = silence ?? TimeSpan.FromSeconds(1) };
        _listener.Start(backlog: 4096);
        Url = new Uri($"ws://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _asking = Observable.Timer(s_asking).SelectMany(_ => Observable.FromAsync(AskAsync)).Repeat().Subscribe();
        _accepting = AcceptAsync();
    }

    public Uri Url { get; }

    /// <summary>Takes a server up, as ready.</summary>
    public void Add(Uri server)
    {
        ImmutableInterlocked.Update(ref _servers, servers => servers.Remove(server).Add(server));
        ImmutableInterlocked.Update(ref _ready, servers => servers.Remove(server).Add(server));
    }

    public async ValueTask DisposeAsync()
    {
        _asking.Dispose();
        await _ending.CancelAsync();
        // Who would still accept finds a listener that listens.
        await _accepting;
        _http.Dispose();
        _listener.Dispose();
        _ending.Dispose();
    }

    async Task AskAsync()
    {
        var ready = await Task.WhenAll(_servers.Select(async server => (server, await IsReadyAsync(server))));
        ImmutableInterlocked.Update(ref _ready, _ => [.. ready.Where(answer => answer.Item2).Select(answer => answer.server)]);
    }

    async Task<bool> IsReadyAsync(Uri server)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(server, "/ready"), _ending.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = CarryAsync(await _listener.AcceptSocketAsync(_ending.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // It was disposed of.
        }
    }

    async Task CarryAsync(Socket client)
    {
        using (client)
        {
            if (await ConnectAsync() is not { } server)
                return;
            using (server)
                await Task.WhenAny(PumpAsync(client, server), PumpAsync(server, client));
        }
    }

    async Task<Socket?> ConnectAsync()
    {
        var ready = _ready;
        for (var tries = 0; tries < ready.Count; tries++)
        {
            var server = ready[_prefersFirst ? tries : (int)((uint)Interlocked.Increment(ref _next) % ready.Count)];
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, server.Port, _ending.Token);
                return socket;
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException)
            {
                socket.Dispose();
            }
        }
        return null;
    }

    async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, _ending.Token) is var count and > 0)
                for (var sent = 0; sent < count;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), _ending.Token);
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One of its ends has gone.
        }
    }
}
