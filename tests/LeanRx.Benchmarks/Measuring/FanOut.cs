using System.Diagnostics;
using LeanRx.Benchmarks.Contenders;

namespace LeanRx.Benchmarks.Measuring;

/// <summary>One sender, many receivers that count: deliveries per second.</summary>
sealed class FanOut : IAsyncDisposable
{
    readonly List<CountingSocket> _receivers = [];
    HandWrittenClient? _sender;
    string _conversation = "";

    public static IReadOnlyList<string> Members(int count) => [.. Enumerable.Range(0, count).Select(i => $"member{i}")];

    public async Task OpenAsync(Uri address, int members)
    {
        foreach (var member in Members(members))
            _receivers.Add(await CountingSocket.OpenAsync(address, member));
        _sender = new HandWrittenClient(address, "sender", static _ => { });
        await _sender.OpenAsync();
        _conversation = await _sender.CreateAsync(Members(members));
    }

    /// <returns>Deliveries per second, from the first send until the last receiver heard the last message.</returns>
    public async Task<double> MeasureAsync(int messages)
    {
        var heard = Task.WhenAll(_receivers.Select(receiver => receiver.WhenHeardAsync(messages)));
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, messages).Select(_ => _sender!.SendAsync(_conversation, SendRun.Body)));
        await heard.WaitAsync(TimeSpan.FromSeconds(60));
        return messages * (double)_receivers.Count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        if (_sender is not null)
            await _sender.DisposeAsync();
        foreach (var receiver in _receivers)
            await receiver.DisposeAsync();
    }
}
