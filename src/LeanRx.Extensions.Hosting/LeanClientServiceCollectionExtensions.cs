using System.Runtime.CompilerServices;
using LeanRx.Extensions.Hosting.Internal;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace LeanRx;

/// <summary>Registers clients with a host: <c>builder.Services.AddLeanClient(builder.Configuration.GetSection("Chat"))</c>.</summary>
/// <remarks>
/// <para>A client is a singleton. Inject <see cref="LeanClient"/>, or <c>[FromKeyedServices("name")] LeanClient</c> for a named client. Clients are created
/// when the host starts; an invalid option fails the start with its key, value and limit. They log to the host's log.</para>
/// <para>Clients are opened after the host has started, so that a server in the same host accepts connections by then. An unreachable server does not fail the
/// start; the client keeps trying in the background. When the host stops, a client is closed after the services that were registered after it. Set
/// <see cref="LeanClientSettings.OpenWithHost"/> to false to open and close it yourself.</para>
/// </remarks>
public static class LeanClientServiceCollectionExtensions
{
    /// <summary>Adds the default client, with options from configuration.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="configuration">The section with its <see cref="LeanClientSettings"/>. Unknown keys are refused.</param>
    /// <exception cref="InvalidOperationException">A default client was added already.</exception>
    public static IServiceCollection AddLeanClient(this IServiceCollection services, IConfiguration configuration) =>
        services.Add(null, NotNull(configuration), configure: null);

    /// <inheritdoc cref="AddLeanClient(IServiceCollection, IConfiguration)"/>
    /// <param name="configure">Changes the options in code, for what configuration cannot express: takes the options and returns the changed ones.</param>
    public static IServiceCollection AddLeanClient(this IServiceCollection services, IConfiguration configuration,
        Func<IServiceProvider, LeanClientOptions, LeanClientOptions> configure) =>
        services.Add(null, NotNull(configuration), NotNull(configure));

    /// <summary>Adds a named client, with options from configuration.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="name">The key of the service and the name of its options.</param>
    /// <param name="configuration">The section with its <see cref="LeanClientSettings"/>. Unknown keys are refused.</param>
    /// <exception cref="InvalidOperationException">A client of that name was added already.</exception>
    public static IServiceCollection AddLeanClient(this IServiceCollection services, string name, IConfiguration configuration) =>
        services.Add(Named(name), NotNull(configuration), configure: null);

    /// <inheritdoc cref="AddLeanClient(IServiceCollection, string, IConfiguration)"/>
    /// <param name="configure">Changes the options in code, for what configuration cannot express: takes the options and returns the changed ones.</param>
    public static IServiceCollection AddLeanClient(this IServiceCollection services, string name, IConfiguration configuration,
        Func<IServiceProvider, LeanClientOptions, LeanClientOptions> configure) =>
        services.Add(Named(name), NotNull(configuration), NotNull(configure));

    /// <summary>Adds the default client, with options set in code.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="settings">Sets at least <see cref="LeanClientSettings.Server"/> and <see cref="LeanClientSettings.ClientId"/>.</param>
    /// <exception cref="InvalidOperationException">A default client was added already.</exception>
    public static IServiceCollection AddLeanClient(this IServiceCollection services, Action<LeanClientSettings> settings) =>
        services.Add(null, NotNull(settings), configure: null);

    /// <inheritdoc cref="AddLeanClient(IServiceCollection, Action{LeanClientSettings})"/>
    /// <param name="configure">Changes the options for what settings cannot express: takes the options and returns the changed ones.</param>
    public static IServiceCollection AddLeanClient(this IServiceCollection services, Action<LeanClientSettings> settings,
        Func<IServiceProvider, LeanClientOptions, LeanClientOptions> configure) =>
        services.Add(null, NotNull(settings), NotNull(configure));

    /// <summary>Adds a named client, with options set in code.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="name">The key of the service and the name of its options.</param>
    /// <param name="settings">Sets at least <see cref="LeanClientSettings.Server"/> and <see cref="LeanClientSettings.ClientId"/>.</param>
    /// <exception cref="InvalidOperationException">A client of that name was added already.</exception>
    public static IServiceCollection AddLeanClient(this IServiceCollection services, string name, Action<LeanClientSettings> settings) =>
        services.Add(Named(name), NotNull(settings), configure: null);

    /// <inheritdoc cref="AddLeanClient(IServiceCollection, string, Action{LeanClientSettings})"/>
    /// <param name="configure">Changes the options for what settings cannot express: takes the options and returns the changed ones.</param>
    public static IServiceCollection AddLeanClient(this IServiceCollection services, string name, Action<LeanClientSettings> settings,
        Func<IServiceProvider, LeanClientOptions, LeanClientOptions> configure) =>
        services.Add(Named(name), NotNull(settings), NotNull(configure));

    static T NotNull<T>(T argument, [CallerArgumentExpression(nameof(argument))] string? name = null) where T : class
    {
        ArgumentNullException.ThrowIfNull(argument, name);
        return argument;
    }

    static string Named(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return name;
    }

    static IServiceCollection Add(this IServiceCollection services, string? name, IConfiguration configuration,
        Func<IServiceProvider, LeanClientOptions, LeanClientOptions>? configure) =>
        services.Add(new ClientRegistration(name, configuration, configure), settings: null);

    static IServiceCollection Add(this IServiceCollection services, string? name, Action<LeanClientSettings> settings,
        Func<IServiceProvider, LeanClientOptions, LeanClientOptions>? configure) =>
        services.Add(new ClientRegistration(name, Configuration: null, configure), settings);

    static IServiceCollection Add(this IServiceCollection services, ClientRegistration registration, Action<LeanClientSettings>? settings)
    {
        ClientRegistrations.Of(services).Add(registration);
        services.AddOptions<LeanClientSettings>(registration.OptionsName)
            .Configure(settings ?? (it => ClientFactory.Configure(registration, it)));
        if (registration.Name is { } name)
            services.AddKeyedSingleton(name, (provider, _) => ClientFactory.Create(provider, registration));
        else
            services.AddSingleton(provider => ClientFactory.Create(provider, registration));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ClientLifetime>());
        return services;
    }
}
