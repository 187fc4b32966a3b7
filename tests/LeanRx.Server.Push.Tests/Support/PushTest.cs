using System.Text.Json;
using LeanRx.Server.Hooks;
using LeanRx.Server.Storage;
using LeanRx.Server.Tests;
using LeanRx.Server.Tests.Support;
using Microsoft.Extensions.Logging;

namespace LeanRx.Server.Push.Tests.Support;

/// <summary>Tom writes; Jerry and Spike are offline, Jerry with an iPhone, Spike with an Android phone.</summary>
public abstract class PushTest : IAsyncDisposable
{
    readonly LogLines _log = new() { From = LogLevel.Information };
    PushService? _service;

    private protected PushTest(IMessageStore? store = null)
    {
        World = new World(new ServerOptions
        {
            Apps = [AppOptions.Demo with { Hooks = [new HookOptions(Hook) { Points = HookPoints.ReceiversOffline }] }],
            Limits = ServerLimits.Unlimited,
            LoggerFactory = _log,
        }, store);
        Providers = new FakeProviders(World.Clock);
        Options = new PushOptions
        {
            Apps = [new AppPushOptions { ApplicationId = "demo", Apns = Keys.Apns, Fcm = Keys.Fcm, CoalesceInterval = TimeSpan.Zero }],
            HttpMessageHandlerFactory = () => Providers,
        };
        Conversation = Done(Demo.Conversations.CreateAsync(new NewConversation { Members = ["Tom", "Jerry", "Spike"] })).Id;
    }

    private protected World World { get; }

    private protected ScriptedHook Hook { get; } = new();

    /// <summary>The warnings and errors of the server, and what the push service says besides.</summary>
    private protected IReadOnlyList<string> Logged =>
        [.. _log.All.Where(line => line.Level > LogLevel.Information || line.Event.Name == "LogRecovered").Select(line => $"{line.Level}: {line.Text}")];

    private protected FakeProviders Providers { get; }

    private protected PushOptions Options { get; set; }

    private protected AppPushOptions App
    {
        get => Options.Apps[0];
        set => Options = Options with { Apps = [value] };
    }

    private protected string Conversation { get; }

    private protected ServerApplication Demo => World.Engine.Applications["demo"];

    private protected void Start() => _service = PushService.Start(World.Engine, Options);

    private protected ValueTask StopAsync() => _service!.DisposeAsync();

    private protected Device Phone(string client, string type = "ios", string? token = null) =>
        Register($$"""{"deviceType":"{{type}}","deviceToken":"{{token ?? "token-of-" + client}}","channels":["{{client}}"]}""");

    private protected Device Register(string columns) => Done(Demo.Devices.RegisterAsync(JsonElement.Parse(columns)));

    /// <summary>Tom says something, and all is done that is to be done at once.</summary>
    private protected void Say(string? pushData = null, string? conversation = null)
    {
        var message = new SystemMessage("Tom", "Hi") { PushData = pushData is null ? null : JsonElement.Parse(pushData) };
        Done(Demo.Messages.SendAsync(conversation ?? Conversation, message));
        Pass();
    }

    private protected static string Alert(string text) => $$"""{"alert":"{{text}}"}""";

    private protected void Pass(double seconds = 0.001) => World.Pass(TimeSpan.FromSeconds(seconds));

    /// <summary>What was sent: when, to whom, what.</summary>
    private protected string Sent => string.Join(", ", Providers.Notifications
        .Select(asked => FormattableString.Invariant($"{Math.Round(asked.Seconds, 1)} {asked.Alert}")));

    private protected T Done<T>(ValueTask<T> call)
    {
        var task = call.AsTask();
        for (var turn = 0; turn < 10 && !task.IsCompleted; turn++)
            Pass(0);
        Assert.True(task.IsCompleted, "The call has no end.");
        return task.GetAwaiter().GetResult();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_service is not null)
        {
            var disposed = _service.DisposeAsync();
            World.Pass(TimeSpan.FromMinutes(1));
            await disposed;
        }
        await World.DisposeAsync();
    }
}
