using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LeanRx.Server.AspNetCore.Tests.Networks;

/// <summary>Something that answers in the server's place, always the same.</summary>
/// <param name="answer">What it says to every request; null says nothing.</param>
/// <param name="closes">Whether it hangs up then.</param>
sealed class Gateway(string? answer, bool closes = true) : IAsyncDisposable
{
    readonly CancellationTokenSource _stop = new();
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly ConcurrentBag<Task> _ways = [];
    Task _serving = Task.CompletedTask;
    int _asked;

    /// <summary>How often it was asked.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>Opens it.</summary>
    /// <returns>Where it listens.</returns>
    public Uri Open()
    {
        _listener.Start();
        _serving = AcceptAsync();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        // Who would still accept finds a listener that listens.
        await _serving.ContinueWith(static task => task.Exception, TaskScheduler.Default);
        _listener.Stop();
        await Task.WhenAll(_ways);
        _stop.Dispose();
    }

    async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
            _ways.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
    }

    async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                var stream = client.GetStream();
                var request = new byte[64 * 1024];
                if (await stream.ReadAsync(request, _stop.Token) == 0)
                    return;
                Interlocked.Increment(ref _asked);
                if (answer is not null)
                    await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), _stop.Token);
                if (closes)
                    client.Client.Shutdown(SocketShutdown.Send);
                while (await stream.ReadAsync(request, _stop.Token) > 0)
                {
                    // The other end hangs up.
                }
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // The other end went first.
        }
    }
}
