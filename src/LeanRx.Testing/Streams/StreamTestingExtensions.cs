using System.Reactive.Concurrency;
using LeanRx.Testing.Internal;

namespace LeanRx.Testing;

/// <summary>Recording and checking of streams, usable on any stream.</summary>
public static class StreamTestingExtensions
{
    /// <summary>Subscribes now and records every notification with its instant.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="scheduler">Whose clock tells the instants.</param>
    public static Recording<T> Record<T>(this IObservable<T> source, IScheduler scheduler) => new(source, scheduler);

    /// <summary>Passes a stream on and throws where it breaks the contract of Rx: notifications that overlap, or one after the end.</summary>
    public static IObservable<T> ValidateRxContract<T>(this IObservable<T> source) => new ContractValidator<T>(source);
}
