using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LeanRx.Telemetry.Internal;

/// <summary>The instruments of clients. Their names, units and tags are on the page beside this folder.</summary>
internal sealed class ClientMeter
{
    public const string Name = "LeanRx";

    static readonly string s_version = typeof(ClientMeter).Assembly.GetName().Version?.ToString(3) ?? "";
    static readonly ClientMeter s_shared = new(new Meter(Name, s_version));

    ClientMeter(Meter meter)
    {
        Connections = meter.CreateUpDownCounter<long>("leanrx.client.connections", "{connection}", "Clients that are connected.");
        Reconnects = meter.CreateCounter<long>("leanrx.client.reconnects", "{attempt}", "Attempts to connect again, by the cause of the loss.");
        Duration = meter.CreateHistogram<double>("messaging.client.operation.duration", "s", "Time from a command's call to its end.");
        Sent = meter.CreateCounter<long>("messaging.client.sent.messages", "{message}", "Messages that the client was to send and that have ended.");
        Consumed = meter.CreateCounter<long>("messaging.client.consumed.messages", "{message}", "Messages that were handed to the application.");
        Outbox = meter.CreateUpDownCounter<long>("leanrx.client.outbox.messages", "{message}", "Messages on their way to the server, or waiting for it.");
        CatchUps = meter.CreateCounter<long>("leanrx.client.catch_ups", "{catch_up}", "Conversations in which missed messages were asked for.");
        Gaps = meter.CreateCounter<long>("leanrx.client.gaps", "{gap}", "Holes that could not be filled.");
        Faults = meter.CreateCounter<long>("leanrx.client.faults", "{fault}", "What went wrong without anybody waiting for it.");
    }

    public UpDownCounter<long> Connections { get; }

    public Counter<long> Reconnects { get; }

    public Histogram<double> Duration { get; }

    public Counter<long> Sent { get; }

    public Counter<long> Consumed { get; }

    public UpDownCounter<long> Outbox { get; }

    public Counter<long> CatchUps { get; }

    public Counter<long> Gaps { get; }

    public Counter<long> Faults { get; }

    /// <summary>Where spans come from: one for all clients.</summary>
    public static ActivitySource Spans { get; } = new(Name, s_version);

    /// <summary>Those of a factory, or else those that all clients share. A factory gives the same meter for the same name.</summary>
    public static ClientMeter Of(IMeterFactory? factory) =>
        factory is null ? s_shared : new ClientMeter(factory.Create(new MeterOptions(Name) { Version = s_version }));
}
