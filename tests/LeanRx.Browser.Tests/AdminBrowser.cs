using System.Reactive.Concurrency;
using LeanRx.Server;
using Microsoft.Playwright;

namespace LeanRx.Browser.Tests;

/// <summary>A browser for the page of operators, and the servers of a test in this process.</summary>
public sealed class AdminBrowser : IAsyncLifetime
{
    IPlaywright? _playwright;
    IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Lack is null)
            (_playwright, _browser) = await Chromium.LaunchAsync();
    }

    internal static Task<LeanServer> ServeAsync(IScheduler? scheduler = null, AppOptions? app = null) => LeanServer.StartAsync(new LeanServerOptions
    {
        AdminPage = true,
        KeepAliveInterval = Timeout.InfiniteTimeSpan,
        Engine = new ServerOptions { Scheduler = scheduler ?? Scheduler.Default, Apps = [app ?? AppOptions.Demo] },
    });

    /// <summary>Opens the page in a tab of its own, as a person who was never there.</summary>
    internal async Task<Tab> OpenAsync(LeanServer server)
    {
        Assert.SkipUnless(Chromium.Lack is null, Chromium.Lack ?? "");
        var context = await _browser!.NewContextAsync(new()
        {
            ColorScheme = ColorScheme.Light,
            ViewportSize = new() { Width = 1200, Height = 800 },
            TimezoneId = "UTC",
        });
        var tab = new Tab(await context.NewPageAsync());
        await tab.Page.GotoAsync(new Uri(server.Url, "admin").AbsoluteUri);
        return tab;
    }

    public async ValueTask DisposeAsync()
    {
        await (_browser?.CloseAsync() ?? Task.CompletedTask);
        _playwright?.Dispose();
    }
}
