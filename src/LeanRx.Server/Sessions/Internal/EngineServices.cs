using LeanRx.Server.Events.Internal;
using LeanRx.Server.Hosting.Internal;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Ownership.Internal;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Storage;
using LeanRx.Server.Telemetry.Internal;
using Microsoft.Extensions.Logging;

namespace LeanRx.Server.Sessions.Internal;

/// <summary>What all parts of one engine share.</summary>
internal sealed class EngineServices
{
    long _numbers;

    public EngineServices(IMessageStore store, ServerOptions options, IOwnership ownership)
    {
        Store = store;
        Options = options;
        Ownership = ownership;
        Clock = new EngineClock(options.Scheduler);
        Telemetry = new EngineTelemetry(options.MeterFactory, Clock);
        Backlog = new BacklogTotal(options.Limits.MaxTotalPendingBytes);
        Ids = new IdSource(options.Random);
        Log = BoundedLoggerFactory.Over(options.LoggerFactory, options.Scheduler).CreateLogger("LeanRx.Server.MessagingEngine");
        Tokens = new SessionTokens(store, Clock, options.Limits);
        Saver = new LazySaver(Clock, InFlight, Log);
        Events = new EventStream(Clock, Log);
        PushRequests = new EventStream(Clock, Log);
        Queries = new QueryGate(options.Limits.MaxConcurrentQueries, options.Limits.MaxWaitingQueries, options.Scheduler);
        OperatorQueries = new QueryGate(1, options.Limits.MaxWaitingQueries, options.Scheduler);
    }

    /// <summary>The store for what belongs to no single conversation. A conversation has its own: <see cref="IOwnership.StoreOf"/>.</summary>
    public IMessageStore Store { get; }

    public IOwnership Ownership { get; }

    public ServerOptions Options { get; }

    public ServerLimits Limits => Options.Limits;

    public EngineClock Clock { get; }

    /// <summary>Where everything is told that is counted or timed.</summary>
    public EngineTelemetry Telemetry { get; }

    public IdSource Ids { get; }

    public ILogger Log { get; }

    /// <summary>Where everything is told that has happened.</summary>
    public EventStream Events { get; }

    /// <summary>Where it is told who is to be notified of a message.</summary>
    public EventStream PushRequests { get; }

    public SessionTokens Tokens { get; }

    public LazySaver Saver { get; }

    /// <summary>Queries of clients.</summary>
    public QueryGate Queries { get; }

    /// <summary>Queries of operators, which may take longer and so have a place of their own.</summary>
    public QueryGate OperatorQueries { get; }

    /// <summary>What waits to be written, over all connections.</summary>
    public BacklogTotal Backlog { get; }

    /// <summary>Recent messages, over all conversations.</summary>
    public RecentTotal Recent { get; } = new();

    /// <summary>Commands begun and not answered yet.</summary>
    public InFlight InFlight { get; } = new();

    /// <summary>Tells the other nodes; null where there are none.</summary>
    public Action<PeerNote>? TellPeers { get; set; }

    /// <summary>A number that nothing else of this engine has.</summary>
    public long NextNumber() => Interlocked.Increment(ref _numbers);

    /// <summary>Lets work go on for which nobody waits but the end of the engine. What goes wrong is logged.</summary>
    /// <param name="what">What it is, for the log.</param>
    public async Task RunAsync(Task work, string what)
    {
        InFlight.Begin();
        try
        {
            await work.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Log.LogFault(exception, what);
        }
        finally
        {
            InFlight.End();
        }
    }

    /// <summary>An id for a conversation that is owned together with a key.</summary>
    public string NextConversationId(string applicationId, string prefix, string key)
    {
        while (true)
            if (prefix + Ids.NextObjectId(Clock.Now) is var id && Ownership.IsTogether(applicationId, id, key))
                return id;
    }
}
