using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace LeanRx.Server.PostgreSql.Tests;

/// <summary>The way to a server: it can be paused, in one direction or both, cut, and closed.</summary>
sealed class TcpProxy : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly ConcurrentDictionary<TcpClient, bool> _open = [];
    readonly ConcurrentBag<Task> _serving = [];
    readonly int _target;
    readonly Task _accepting;
    volatile TaskCompletionSource _requests = Opened();
    volatile TaskCompletionSource _answers = Opened();
    volatile bool _isClosed;

    public TcpProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Is told what is asked, before it passes. Called for one connection after the other where there are several.</summary>
    public Action<ReadOnlySpan<byte>>? Asked { get; set; }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Nothing passes any more, and nobody is told.</summary>
    public void Pause() => (_requests, _answers) = (new(), new());

    /// <summary>What is asked arrives; what is answered does not.</summary>
    public void PauseAnswers() => _answers = new();

    /// <summary>What was held passes, and what comes.</summary>
    public void Resume()
    {
        var (requests, answers) = (_requests, _answers);
        (_requests, _answers) = (Opened(), Opened());
        requests.TrySetResult();
        answers.TrySetResult();
    }

    /// <summary>Ends every connection; what was held is lost. New ones pass.</summary>
    public void Cut()
    {
        foreach (var client in _open.Keys) client.Close();
        Resume();
    }

    /// <summary>Whether new connections are ended at once.</summary>
    public void Close(bool isClosed)
    {
        _isClosed = isClosed;
        if (isClosed) Cut();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Close(isClosed: true);
        // Who would still accept finds a listener that listens.
        await _accepting;
        _listener.Stop();
        await Task.WhenAll(_serving);
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                if (_isClosed) client.Close();
                else _serving.Add(ServeAsync(client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The proxy is closed.
        }
    }

    async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient { NoDelay = true };
        client.NoDelay = true;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
            _open[client] = _open[server] = true;
            await Task.WhenAny(CopyAsync(client, server, () => _requests.Task, Tell), CopyAsync(server, client, () => _answers.Task, null));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // There is nobody behind.
        }
        finally
        {
            client.Close();
            server.Close();
            _open.TryRemove(client, out _);
            _open.TryRemove(server, out _);
        }
    }

    void Tell(ReadOnlySpan<byte> asked)
    {
        lock (_open) Asked?.Invoke(asked);
    }

    async Task CopyAsync(TcpClient from, TcpClient to, Func<Task> mayPass, Action<ReadOnlySpan<byte>>? told)
    {
        try
        {
            var buffer = new byte[65536];
            while (await from.GetStream().ReadAsync(buffer, _stop.Token) is > 0 and var count)
            {
                await mayPass();
                told?.Invoke(buffer.AsSpan(0, count));
                await to.GetStream().WriteAsync(buffer.AsMemory(0, count), _stop.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // One of the two has gone.
        }
    }

    static TaskCompletionSource Opened()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }
}
