using System.Diagnostics;
using LeanRx.Benchmarks.Contenders;
using LeanRx.Benchmarks.Servers;

namespace LeanRx.Benchmarks.Measuring;

/// <summary>One sender, many receivers that count; over several nodes, an equal part of the receivers at each.</summary>
sealed class FanOut(params IReadOnlyList<ServerProcess> nodes) : IAsyncDisposable
{
    /// <summary>Processor time is told in hundredths of a second: so long a run measures it.</summary>
    const int Deliveries = 100_000;

    readonly List<CountingSocket> _receivers = [];
    HandWrittenClient? _sender;
    string _conversation = "";

    public static IReadOnlyList<string> Members(int count) => [.. Enumerable.Range(0, count).Select(i => $"member{i}")];

    public async Task OpenAsync(int members)
    {
        foreach (var (number, member) in Members(members).Index())
            _receivers.Add(await CountingSocket.OpenAsync(Roster.WebSocketOf(nodes[number % nodes.Count].Address), member));
        _sender = new HandWrittenClient(Roster.WebSocketOf(nodes[0].Address), "sender", static _ => { });
        await _sender.OpenAsync();
        _conversation = await _sender.CreateAsync(Members(members));
    }

    /// <summary>So many messages at once, and again, each time from the first send until the last receiver heard the last message.</summary>
    public async Task<FanRun> MeasureAsync(int messages)
    {
        var spent = ServerProcess.Spent(nodes);
        var (elapsed, delivered) = (TimeSpan.Zero, 0);
        while (delivered < Deliveries)
        {
            var heard = Task.WhenAll(_receivers.Select(receiver => receiver.WhenHeardAsync(messages)));
            var start = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, messages).Select(_ => _sender!.SendAsync(_conversation, SendRun.Body)));
            await heard.WaitAsync(TimeSpan.FromSeconds(60));
            elapsed += Stopwatch.GetElapsedTime(start);
            delivered += messages * _receivers.Count;
        }
        return new FanRun(delivered / elapsed.TotalSeconds, (ServerProcess.Spent(nodes) - spent).TotalMicroseconds / delivered);
    }

    public async ValueTask DisposeAsync()
    {
        if (_sender is not null)
            await _sender.DisposeAsync();
        foreach (var receiver in _receivers)
            await receiver.DisposeAsync();
    }
}
