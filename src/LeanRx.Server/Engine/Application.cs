namespace LeanRx.Server.Internal;

/// <summary>One application: everything that is keyed by its id. No application holds a way to another.</summary>
internal sealed class Application
{
    public Application(EngineServices services, AppOptions options)
    {
        Services = services;
        Options = options;
        Sessions = new SessionDirectory();
        Conversations = new ConversationDirectory(this);
        Places = new RoomPlaces(services.Clock, services.Limits.RoomRejoinWindow);
        Rates = new RateLimiter(services.Clock, services.Limits);
        Kicks = new KickRegister(this);
        Notifications = new Notifications(this);
        PatchTimes = new PatchTimes(services.Clock);
    }

    public EngineServices Services { get; }

    public AppOptions Options { get; }

    public string Id => Options.ApplicationId;

    public SessionDirectory Sessions { get; }

    public ConversationDirectory Conversations { get; }

    /// <summary>Creations of unique conversations, one at a time for each set of members.</summary>
    public KeyedGates Creations { get; } = new();

    public RoomPlaces Places { get; }

    public RateLimiter Rates { get; }

    public KickRegister Kicks { get; }

    public PatchTimes PatchTimes { get; }

    public Notifications Notifications { get; }
}
