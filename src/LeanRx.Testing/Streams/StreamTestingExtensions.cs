using System.Reactive.Concurrency;
using LeanRx.Testing.Streams.Internal;

namespace LeanRx.Testing;

/// <summary>Operators to record and check streams.</summary>
public static class StreamTestingExtensions
{
    /// <summary>Subscribes and records all notifications with their times.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="scheduler">The clock of the recording.</param>
    public static Recording<T> Record<T>(this IObservable<T> source, IScheduler scheduler) => new(source, scheduler);

    /// <summary>Passes a stream on and throws if it violates the contract of Rx: overlapping notifications, or notifications after the end.</summary>
    public static IObservable<T> ValidateRxContract<T>(this IObservable<T> source) => new ContractValidator<T>(source);
}
