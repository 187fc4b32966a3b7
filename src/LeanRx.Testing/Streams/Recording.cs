using System.Reactive.Concurrency;

namespace LeanRx.Testing;

/// <summary>The notifications of a stream with their times.</summary>
/// <remarks>
/// Disposing it ends the recording and keeps the notifications. It observes without the safety of Rx, so that a stream that violates the contract is recorded
/// as it is.
/// </remarks>
public sealed class Recording<T> : IObserver<T>, IDisposable
{
    readonly List<Recorded<T>> _notifications = [];
    readonly IScheduler _scheduler;
    readonly DateTimeOffset _start;
    readonly IDisposable _subscription;

    internal Recording(IObservable<T> source, IScheduler scheduler)
    {
        _scheduler = scheduler;
        _start = scheduler.Now;
        _subscription = source.Subscribe(this);
    }

    /// <summary>The notifications, in order.</summary>
    public IReadOnlyList<Recorded<T>> Notifications => _notifications;

    /// <summary>The values.</summary>
    public IReadOnlyList<T> Values => [.. _notifications.Where(it => it.Kind == RecordedKind.Value).Select(it => it.Value!)];

    /// <summary>Whether the stream has completed.</summary>
    public bool IsCompleted => _notifications.Exists(it => it.Kind == RecordedKind.Completion);

    /// <summary>The error of the stream; null if there is none.</summary>
    public Exception? Error => _notifications.Find(it => it.Kind == RecordedKind.Error)?.Error;

    /// <summary>Throws unless the stream has delivered exactly these values, in this order, and has not ended.</summary>
    /// <exception cref="StreamAssertionException">It delivered something else; the message shows both.</exception>
    public void AssertValues(params IEnumerable<T> expected)
    {
        var wanted = expected.ToArray();
        if (!Values.SequenceEqual(wanted) || _notifications.Count != wanted.Length)
            throw new StreamAssertionException(Show("values", wanted.Select(value => $"{value}"), _notifications.Select(ShowWithoutInstant)));
    }

    /// <summary>Throws unless the stream has delivered exactly these notifications at these times.</summary>
    /// <exception cref="StreamAssertionException">It delivered something else; the message shows both.</exception>
    public void AssertNotifications(params IEnumerable<Recorded<T>> expected)
    {
        var wanted = expected.ToArray();
        if (!_notifications.SequenceEqual(wanted))
            throw new StreamAssertionException(Show("notifications", wanted.Select(it => $"{it.At}: {ShowWithoutInstant(it)}"),
                _notifications.Select(it => $"{it.At}: {ShowWithoutInstant(it)}")));
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription?.Dispose();

    void IObserver<T>.OnNext(T value) => Add(RecordedKind.Value, value);

    void IObserver<T>.OnError(Exception error) => Add(RecordedKind.Error, error: error);

    void IObserver<T>.OnCompleted() => Add(RecordedKind.Completion);

    void Add(RecordedKind kind, T? value = default, Exception? error = null) =>
        _notifications.Add(new Recorded<T>(_scheduler.Now - _start, kind, value) { Error = error });

    static string ShowWithoutInstant(Recorded<T> it) => it.Kind switch
    {
        RecordedKind.Value => $"{it.Value}",
        RecordedKind.Error => $"error {it.Error?.GetType().Name}: {it.Error?.Message}",
        _ => "completion",
    };

    static string Show(string what, IEnumerable<string> expected, IEnumerable<string> actual)
    {
        var (wanted, told) = (expected.ToArray(), actual.ToArray());
        var first = wanted.Zip(told).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"The stream told other {what}, from number {first + 1} on.\nexpected:\n{Lines(wanted, first)}\nactual:\n{Lines(told, first)}";
    }

    /// <summary>The lines around the first that differs.</summary>
    static string Lines(string[] lines, int first)
    {
        const int around = 10;
        var start = Math.Max(0, first - around);
        var shown = lines.Skip(start).Take(2 * around).Select(line => $"  {line}").DefaultIfEmpty("  nothing");
        if (start > 0)
            shown = shown.Prepend($"  ({start} before)");
        if (lines.Length > start + 2 * around)
            shown = shown.Append($"  ({lines.Length - start - 2 * around} more)");
        return string.Join('\n', shown);
    }
}
