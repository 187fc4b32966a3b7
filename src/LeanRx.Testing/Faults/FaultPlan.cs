using System.Collections.Immutable;
using System.Reactive.Concurrency;
using LeanRx.Testing.Faults.Internal;

namespace LeanRx.Testing;

/// <summary>The faults of a run, as a value: random or written by hand, printable, repeatable, combined with <c>+</c>.</summary>
public sealed class FaultPlan : IEquatable<FaultPlan>
{
    /// <summary>Creates a plan.</summary>
    /// <remarks>The order of the faults does not matter.</remarks>
    /// <exception cref="FaultPlanException">A fault contradicts itself or another one; the message shows it.</exception>
    public FaultPlan(params IEnumerable<NetworkFault> faults)
    {
        Faults = [.. faults.OrderBy(fault => fault.At)];
        foreach (var fault in Faults)
            fault.Validate();
        foreach (var (first, second) in Faults.Zip(Faults.Skip(1)))
            if (first is ServerRestartFault { KeepStore: var keeps } && second is ServerRestartFault other && first.At == second.At && keeps != other.KeepStore)
                throw new FaultPlanException($"{first} and {second}: a server cannot restart at one instant with and without what it had stored.");
    }

    /// <summary>A plan without faults.</summary>
    public static FaultPlan None { get; } = new();

    /// <summary>The faults, in order of time.</summary>
    public ImmutableArray<NetworkFault> Faults { get; }

    /// <summary>The end of the last fault, from the beginning of the plan.</summary>
    public TimeSpan Duration => Faults.Length == 0 ? TimeSpan.Zero : Faults.Max(fault => fault.At + fault.Duration);

    /// <summary>Combines two plans, which run at the same time.</summary>
    public static FaultPlan operator +(FaultPlan left, FaultPlan right) => new(left.Faults.Concat(right.Faults));

    /// <summary>Returns the plan, delayed.</summary>
    public FaultPlan Delay(TimeSpan by) => new(Faults.Select(fault => fault with { At = fault.At + by }));

    /// <summary>Returns the plan without the fault at <paramref name="index"/> of <see cref="Faults"/>.</summary>
    public FaultPlan Without(int index) => new(Faults.RemoveAt(index));

    /// <summary>Creates a random plan.</summary>
    /// <remarks>The same arguments return the same plan.</remarks>
    /// <param name="seed">The seed.</param>
    /// <param name="over">The time span of the faults.</param>
    /// <param name="clientIds">The clients whose connections may fail individually.</param>
    /// <param name="maxFaults">The maximum number of faults; there is at least one. Default: 6.</param>
    public static FaultPlan Draw(int seed, TimeSpan over, IReadOnlyList<string> clientIds, int maxFaults = 6) =>
        new FaultPlanGenerator(new Random(seed), over, clientIds).Draw(maxFaults);

    /// <summary>Creates a random plan of faults of nodes, for a world with several.</summary>
    /// <remarks>The same arguments return the same plan. Combine it with one of <see cref="Draw"/>.</remarks>
    /// <param name="seed">The seed.</param>
    /// <param name="over">The time span of the faults.</param>
    /// <param name="nodes">The number of nodes.</param>
    /// <param name="maxFaults">The maximum number of faults; there is at least one. Default: 3.</param>
    public static FaultPlan DrawNodeFaults(int seed, TimeSpan over, int nodes, int maxFaults = 3) =>
        new NodeFaultGenerator(new Random(seed), over, nodes).Draw(maxFaults);

    /// <summary>Applies the faults to a world, from now on; those at time zero at once.</summary>
    /// <remarks>
    /// If a fault names a client that does not exist, the call that advances the time to it throws a <see cref="FaultPlanException"/>.
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

    /// <summary>Returns the plan as C# code, to be pasted into a test.</summary>
    public override string ToString() =>
        Faults.Length == 0 ? "FaultPlan.None" : $"new FaultPlan(\n    {string.Join(",\n    ", Faults.Select(fault => fault.ToCode()))})";
}
