using System.Diagnostics.Metrics;
using LeanRx.Configuration.Internal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeanRx.Extensions.Hosting.Internal;

/// <summary>Makes clients of their registrations.</summary>
static class ClientFactory
{
    /// <exception cref="OptionsValidationException">A value is not of its kind, or a key is not known.</exception>
    public static void Configure(ClientRegistration registration, LeanClientSettings settings)
    {
        if (Read(registration, settings) is { Findings.Failures: { Count: > 0 } failures })
            throw Refusal(registration, failures);
    }

    public static LeanClientSettings SettingsOf(IServiceProvider services, ClientRegistration registration) =>
        services.GetRequiredService<IOptionsMonitor<LeanClientSettings>>().Get(registration.OptionsName);

    /// <exception cref="OptionsValidationException">An option cannot be; the message names its key in configuration, its value and its bound.</exception>
    public static LeanClient Create(IServiceProvider services, ClientRegistration registration)
    {
        var settings = SettingsOf(services, registration);
        var reader = Read(registration, new LeanClientSettings());
        if (settings is not { Server: { } server, ClientId: { } clientId })
            throw Refusal(registration, Missing(registration, settings));
        var options = SettingsMapping.ToOptions(settings, server, clientId);
        if (services.GetService<ILoggerFactory>() is { } loggers)
            options = options with { LoggerFactory = loggers };
        if (services.GetService<IMeterFactory>() is { } meters)
            options = options with { MeterFactory = meters };
        options = registration.Configure?.Invoke(services, options) ?? options;
        try
        {
            return new LeanClient(options);
        }
        catch (ArgumentException refusal)
        {
            throw Refusal(registration, [reader?.Findings.Describe(refusal) ?? refusal.Message]);
        }
    }

    static SectionReader? Read(ClientRegistration registration, LeanClientSettings settings)
    {
        if (registration.Configuration is null)
            return null;
        var reader = new SectionReader(registration.Configuration);
        SettingsReader.Read(reader, settings);
        return reader;
    }

    static IEnumerable<string> Missing(ClientRegistration registration, LeanClientSettings settings)
    {
        if (settings.Server is null)
            yield return $"{registration.PathOf(nameof(settings.Server))} is missing: the URL of the server, for example https://chat.example.com.";
        if (settings.ClientId is null)
            yield return $"{registration.PathOf(nameof(settings.ClientId))} is missing: who logs in, 1 to 64 characters.";
    }

    static OptionsValidationException Refusal(ClientRegistration registration, IEnumerable<string> failures) =>
        new(registration.OptionsName, typeof(LeanClientOptions), failures.Select(failure => $"{registration.Title}: {failure}"));
}
