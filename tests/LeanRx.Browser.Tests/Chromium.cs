using Microsoft.Playwright;

namespace LeanRx.Browser.Tests;

/// <summary>Debian's Chromium with the example before it.</summary>
public sealed class Chromium : IAsyncLifetime
{
    const string Executable = "/usr/bin/chromium";

    IPlaywright? _playwright;
    IBrowser? _browser;
    IBrowserContext? _context;

    /// <summary>What is missing; null when nothing is. Where everything is put to the test nothing may be.</summary>
    public static string? Lack =>
        File.Exists(Executable) || Environment.GetEnvironmentVariable("CI") == "true" ? null : $"{Executable} is missing: apt-get install chromium";

    internal WebChatServer Server { get; } = new();

    public async ValueTask InitializeAsync()
    {
        if (Lack is not null)
            return;
        (_playwright, _browser) = await LaunchAsync();
        _context = await _browser.NewContextAsync(new() { ColorScheme = ColorScheme.Light, ViewportSize = new() { Width = 1200, Height = 800 } });
        await Server.StartAsync();
    }

    internal static async Task<(IPlaywright Playwright, IBrowser Browser)> LaunchAsync()
    {
        // A page waits for its server with growing gaps, and a busy machine is slower than a person: only what never comes has failed.
        Assertions.SetDefaultExpectTimeout(60_000);
        var playwright = await Playwright.CreateAsync();
        return (playwright, await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Executable,
            Args = ["--no-sandbox", "--disable-dev-shm-usage"],
        }));
    }

    /// <summary>Opens the page in a tab.</summary>
    internal async Task<Tab> OpenAsync(string? name)
    {
        var tab = new Tab(await _context!.NewPageAsync());
        await tab.Page.GotoAsync(new Uri(Server.Address, name is null ? "" : $"?as={Uri.EscapeDataString(name)}").AbsoluteUri);
        return tab;
    }

    public async ValueTask DisposeAsync()
    {
        await (_browser?.CloseAsync() ?? Task.CompletedTask);
        _playwright?.Dispose();
        await Server.DisposeAsync();
    }
}
