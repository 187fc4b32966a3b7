using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using LeanRx.Runtime.Internal;

namespace LeanRx.Transport.Internal;

/// <summary>One run of an <see cref="AddressRace{T}"/> over addresses in their order.</summary>
internal sealed class AddressHeat<T>(IScheduler scheduler, TimeSpan limit, string host, IPEndPoint[] addresses,
    Func<IPEndPoint, CancellationToken, Task<T>> connect)
    where T : class, IDisposable
{
    readonly object _lock = new();
    readonly TaskCompletionSource<(T, AddressFamily)> _end = new();
    readonly CancellationTokenSource _over = new();
    readonly SerialDisposable _next = new();
    readonly Exception?[] _failures = new Exception?[addresses.Length];
    int _started;
    int _failed;
    bool _isDecided;

    public async Task<(T Winner, AddressFamily Family)> RunAsync(CancellationToken cancellationToken)
    {
        using var limited = scheduler.ScheduleOrFallback(this, limit, static heat => heat.Lose());
        using var cancelled = cancellationToken.Register(static heat => ((AddressHeat<T>)heat!).Cancel(), this);
        try
        {
            StartNext(0);
            return await _end.Task.ConfigureAwait(false);
        }
        finally
        {
            _next.Dispose();
            _over.Cancel();
        }
    }

    /// <summary>Tries the next address, if nobody has been faster than the one who asks for it.</summary>
    void StartNext(int number)
    {
        lock (_lock)
        {
            if (_isDecided || number != _started || number == addresses.Length)
                return;
            _started++;
        }
        if (number + 1 < addresses.Length)
            _next.Disposable = scheduler.ScheduleOrFallback((Heat: this, Number: number + 1), AddressRace<T>.Step,
                static next => next.Heat.StartNext(next.Number));
        _ = TryAsync(number);
    }

    async Task TryAsync(int number)
    {
        try
        {
            var connection = await connect(addresses[number], _over.Token).ConfigureAwait(false);
            if (Decide())
                _end.SetResult((connection, addresses[number].AddressFamily));
            else
                connection.Dispose();
        }
        catch (Exception exception)
        {
            bool isLast;
            int next;
            lock (_lock)
            {
                _failures[number] = exception;
                isLast = ++_failed == addresses.Length;
                next = _started;
            }
            if (isLast)
                Lose();
            else
                StartNext(next);
        }
    }

    void Lose()
    {
        if (!Decide())
            return;
        string text;
        Exception? last;
        lock (_lock)
        {
            text = string.Join("; ", addresses.Select((address, number) => $"{address} {Outcome(number)}"));
            last = _failures.LastOrDefault(failure => failure is not null);
        }
        _end.SetException(new DialException(addresses.Length == 1 && addresses[0].Address.ToString() == host ? $"{text}."
            : $"No address of {host} answered: {text}.", last));
    }

    void Cancel()
    {
        if (Decide())
            _end.SetCanceled();
    }

    bool Decide()
    {
        lock (_lock)
            return !_isDecided && (_isDecided = true);
    }

    string Outcome(int number) => _failures[number] switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "refused (nothing listens there)",
        SocketException { SocketErrorCode: SocketError.TimedOut } => "did not answer",
        { } failure => $"failed ({failure.Message})",
        null when number < _started => $"did not answer within {limit.TotalSeconds.ToString("0.##", CultureInfo.InvariantCulture)} s",
        null => "was not tried",
    };
}
