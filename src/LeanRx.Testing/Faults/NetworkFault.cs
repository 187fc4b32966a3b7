namespace LeanRx.Testing;

/// <summary>A fault at one time of a world.</summary>
/// <remarks>It is a value that can be printed, compared and repeated.</remarks>
/// <param name="At">The time of the fault, from the start of its plan.</param>
public abstract record NetworkFault(TimeSpan At)
{
    private protected abstract void Strike(VirtualWorld world);

    /// <summary>Returns the fault as C# code.</summary>
    public abstract string ToCode();

    internal void StrikeNow(VirtualWorld world) => Strike(world);

    internal virtual TimeSpan Duration => TimeSpan.Zero;

    internal virtual void Validate()
    {
        if (At < TimeSpan.Zero)
            throw new FaultPlanException($"{ToCode()}: a fault cannot strike before its plan begins.");
    }

    private protected void RequireDuration(TimeSpan time)
    {
        if (time <= TimeSpan.Zero)
            throw new FaultPlanException($"{ToCode()}: a lasting fault must last longer than zero.");
    }

    private protected static string Code(TimeSpan time) =>
        $"TimeSpan.FromMilliseconds({time.TotalMilliseconds.ToString(System.Globalization.CultureInfo.InvariantCulture)})";

    private protected static string Code(string? text) => text is null ? "null" : $"\"{text}\"";

    /// <summary>A misspelt name would make a plan that does nothing.</summary>
    private protected void RequireClient(VirtualWorld world, string? clientId)
    {
        if (clientId is not null && !world.Clients.Any(client => client.ClientId == clientId))
            throw new FaultPlanException($"{ToCode()}: the world has no client \"{clientId}\", but " +
                $"{string.Join(", ", world.Clients.Select(client => $"\"{client.ClientId}\"").DefaultIfEmpty("none at all"))}.");
    }

    private protected static string Code(FrameDirection direction) => $"FrameDirection.{direction}";

    private protected static string Code(double number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Returns the fault as C# code.</summary>
    public sealed override string ToString() => ToCode();
}
