using System.Collections.Immutable;
using System.Reactive.Concurrency;

namespace LeanRx.Testing;

/// <summary>Everything that goes wrong in a run, as a value: seeded or written by hand, printable, replayable, combinable with <c>+</c>.</summary>
public sealed class FaultPlan : IEquatable<FaultPlan>
{
    /// <summary>Makes a plan of faults; their order does not matter.</summary>
    /// <exception cref="FaultPlanException">A fault contradicts itself or another; the message shows it.</exception>
    public FaultPlan(params IEnumerable<NetworkFault> faults)
    {
        Faults = [.. faults.OrderBy(fault => fault.At)];
        foreach (var fault in Faults)
            fault.Validate();
        foreach (var (first, second) in Faults.Zip(Faults.Skip(1)))
            if (first is ServerRestartFault { KeepStore: var keeps } && second is ServerRestartFault other && first.At == second.At && keeps != other.KeepStore)
                throw new FaultPlanException($"{first} and {second}: a server cannot restart at one instant with and without what it had stored.");
    }

    /// <summary>Nothing goes wrong.</summary>
    public static FaultPlan None { get; } = new();

    /// <summary>The faults, by the instants at which they strike.</summary>
    public ImmutableArray<NetworkFault> Faults { get; }

    /// <summary>When the last fault is over, counted from the beginning of the plan.</summary>
    public TimeSpan Duration => Faults.Length == 0 ? TimeSpan.Zero : Faults.Max(fault => fault is LastingFault lasting ? lasting.At + lasting.For : fault.At);

    /// <summary>Both plans at the same time.</summary>
    public static FaultPlan operator +(FaultPlan left, FaultPlan right) => new(left.Faults.Concat(right.Faults));

    /// <summary>The plan, beginning later.</summary>
    public FaultPlan Delay(TimeSpan by) => new(Faults.Select(fault => fault with { At = fault.At + by }));

    /// <summary>The plan without its fault at <paramref name="index"/> of <see cref="Faults"/>.</summary>
    public FaultPlan Without(int index) => new(Faults.RemoveAt(index));

    /// <summary>Draws a plan. The same arguments give the same plan.</summary>
    /// <param name="seed">Where chance begins.</param>
    /// <param name="over">The time in which faults strike.</param>
    /// <param name="clientIds">Whose connections may be cut or frozen one by one.</param>
    /// <param name="maxFaults">How many faults at most; at least one is drawn. Default 6.</param>
    public static FaultPlan Draw(int seed, TimeSpan over, IReadOnlyList<string> clientIds, int maxFaults = 6) =>
        new Internal.FaultPlanGenerator(new Random(seed), over, clientIds).Draw(maxFaults);

    /// <summary>Makes the faults strike in a world, from now on; those at zero at once.</summary>
    /// <remarks>
    /// A fault that names a client which the world does not have throws a <see cref="FaultPlanException"/> out of the call that lets its instant pass.
    /// </remarks>
    public void ApplyTo(VirtualWorld world)
    {
        foreach (var fault in Faults)
            if (fault.At == TimeSpan.Zero)
                fault.StrikeNow(world);
            else
                world.Scheduler.Schedule(fault.At, () => fault.StrikeNow(world));
    }

    /// <inheritdoc/>
    public bool Equals(FaultPlan? other) => other is not null && Faults.SequenceEqual(other.Faults);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FaultPlan);

    /// <inheritdoc/>
    public override int GetHashCode() => Faults.Aggregate(17, HashCode.Combine);

    /// <summary>The plan as C# code that makes it again, to be pasted into a test.</summary>
    public override string ToString() =>
        Faults.Length == 0 ? "FaultPlan.None" : $"new FaultPlan(\n    {string.Join(",\n    ", Faults.Select(fault => fault.ToCode()))})";
}
