using LeanRx.Server.Interception.Internal;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Ownership.Internal;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Telemetry.Internal;

namespace LeanRx.Server.Sessions.Internal;

/// <summary>One application: everything that is keyed by its id. No application holds a way to another.</summary>
internal sealed class Application
{
    public Application(EngineServices services, AppOptions options)
    {
        Services = services;
        Options = options;
        Statistics = new StatisticsRecorder(services.Clock);
        Places = new(services.Clock, services.Limits.RoomRejoinWindow, services.Limits.MaxLostSessions, services.Limits.MaxLostSessionsPerClient);
        LostTags = new(services.Clock, services.Limits.SessionTokenLifetime, services.Limits.MaxLostSessions, capacityPerClient: 1);
        Rates = new RateLimiter(services.Clock, services.Limits);
        OperatorRates = new OperatorRates(services.Clock, services.Limits);
        Kicks = new KickRegister(services, options);
        Notifications = new NotificationKeeper(services, options.ApplicationId);
        Broadcasts = new LiveBroadcasts(services, options.ApplicationId);
        DeviceCount = new DeviceCount(services, options.ApplicationId);
        PatchTimes = new PatchTimes(services.Clock);
        Occupants = services.Ownership.IsShared ? new SlotIndex<long>() : null;
        Hooks = new ApplicationHooks(options.Hooks, services.Limits, services.Clock, services.Log, services.Events);
    }

    public EngineServices Services { get; }

    public AppOptions Options { get; }

    public string Id => Options.ApplicationId;

    public StatisticsRecorder Statistics { get; }

    /// <summary>Creations of unique conversations, one at a time for each set of members.</summary>
    public KeyedGates Creations { get; } = new();

    /// <summary>Changes of devices, one at a time for each device and each of its addresses.</summary>
    public KeyedGates DeviceChanges { get; } = new();

    public DeviceCount DeviceCount { get; }

    // protocol.md §7.2; S89
    /// <summary>Places in chat rooms that wait for clients whose connection ended without a logout, by client and device.</summary>
    public ExpiringMap<string> Places { get; }

    /// <summary>Tags that their owners do not name when they come back, by client.</summary>
    public ExpiringMap<LostTag> LostTags { get; }

    /// <summary>The numbers of the logins of this node that are in chat rooms, by the slots of these; null where no slot ever has another owner.</summary>
    public SlotIndex<long>? Occupants { get; }

    public RateLimiter Rates { get; }

    public OperatorRates OperatorRates { get; }

    public KickRegister Kicks { get; }

    public PatchTimes PatchTimes { get; }

    public NotificationKeeper Notifications { get; }

    public LiveBroadcasts Broadcasts { get; }

    /// <summary>Whom the application wants to be asked and told.</summary>
    public ApplicationHooks Hooks { get; }

    /// <summary>Reads again what every node keeps in mind: a node that was lost may have stored it and told nobody.</summary>
    public async Task ReloadAsync()
    {
        await Kicks.ReloadAsync().ConfigureAwait(false);
        await Notifications.ReloadAsync().ConfigureAwait(false);
        await Broadcasts.ReloadAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// What a session token says while it lets its client in; null for any other text. <see cref="SessionTokens.PrepareAsync"/> and
    /// <see cref="KickRegister.PrepareAsync"/> must have completed.
    /// </summary>
    public SessionToken? TokenOf(string text) => Services.Tokens.Read(text) is { } token && token.ApplicationId == Id && !Kicks.Voids(token) ? token : null;
}
