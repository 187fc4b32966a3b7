using System.Diagnostics;
using System.Reactive.Linq;

namespace LeanRx.Soak;

/// <summary>Two people who talk while all this goes on, and how long each send of theirs takes.</summary>
sealed class NormalChat : IAsyncDisposable
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    readonly LeanClient _tom;
    readonly LeanClient _jerry;
    readonly List<TimeSpan> _waits = [];
    readonly CancellationTokenSource _end = new();
    readonly Lock _gate = new();
    readonly IDisposable _hearing;
    Task _talking = Task.CompletedTask;
    int _sent;
    int _heard;

    public NormalChat(Target target)
    {
        (_tom, _jerry) = (Person(target, "tom"), Person(target, "jerry"));
        _hearing = _jerry.Messages.Subscribe(_ => Interlocked.Increment(ref _heard));
    }

    public int Sent => Volatile.Read(ref _sent);

    public int Heard => Volatile.Read(ref _heard);

    public async Task BeginAsync(CancellationToken patience)
    {
        await Task.WhenAll(_tom.OpenAsync(patience), _jerry.OpenAsync(patience));
        var chat = await _tom.CreateConversationAsync(["jerry"], cancellationToken: patience);
        _talking = TalkAsync(chat);
    }

    /// <summary>How long the sends took since the last call: the middle one and the longest.</summary>
    public (TimeSpan Median, TimeSpan Longest) TakeWaits()
    {
        lock (_gate)
        {
            var sorted = _waits.Order().ToList();
            _waits.Clear();
            return sorted.Count == 0 ? default : (sorted[sorted.Count / 2], sorted[^1]);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _talking;
        _hearing.Dispose();
        await Task.WhenAll(_tom.DisposeAsync().AsTask(), _jerry.DisposeAsync().AsTask());
        _end.Dispose();
    }

    static LeanClient Person(Target target, string id) =>
        new(new LeanClientOptions { Server = target.Url, ApplicationId = Target.ApplicationId, ClientId = id, RequireTls = false });

    async Task TalkAsync(Conversation chat)
    {
        using var timer = new PeriodicTimer(Pause);
        while (!_end.IsCancellationRequested)
        {
            var start = Stopwatch.GetTimestamp();
            await chat.SendAsync("still here");
            lock (_gate)
                _waits.Add(Stopwatch.GetElapsedTime(start));
            Interlocked.Increment(ref _sent);
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
