using LeanRx.Extensions.Hosting.Internal;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace LeanRx;

/// <summary>Puts clients among the services of a host: <c>builder.Services.AddLeanClient(builder.Configuration.GetSection("Chat"))</c>.</summary>
/// <remarks>
/// <para>A client is a singleton: <see cref="LeanClient"/> is injected, one with a name by <c>[FromKeyedServices("name")]</c>. All are made when the host
/// starts, and an option that cannot be refuses the start, with its key, its value and its bound. They log to the host's log.</para>
/// <para>Each is opened once the host has started, so that a server in the same host listens by then. A server that is away does not keep the host from
/// starting: opening goes on in the background. When the host stops, a client is closed after the services that were registered after it. See
/// <see cref="LeanClientSettings.OpenWithHost"/> for opening and closing by hand.</para>
/// </remarks>
public static class LeanClientServiceCollectionExtensions
{
    /// <summary>Adds the default client, with options from configuration.</summary>
    /// <param name="configuration">The section that has its <see cref="LeanClientSettings"/>, by their names. Unknown keys in it are refused.</param>
    /// <param name="configure">What configuration cannot tell: takes its options and returns them changed.</param>
    /// <exception cref="InvalidOperationException">There is a default client already.</exception>
    public static IServiceCollection AddLeanClient(this IServiceCollection services, IConfiguration configuration,
        Func<IServiceProvider, LeanClientOptions, LeanClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.Add(new ClientRegistration(Name: null, configuration, configure), settings: null);
    }

    /// <summary>Adds a client with a name, with options from configuration.</summary>
    /// <param name="name">Its key as a service, and the name of its options.</param>
    /// <param name="configuration">The section that has its <see cref="LeanClientSettings"/>, by their names. Unknown keys in it are refused.</param>
    /// <param name="configure">What configuration cannot tell: takes its options and returns them changed.</param>
    /// <exception cref="InvalidOperationException">There is a client of that name already.</exception>
    public static IServiceCollection AddLeanClient(this IServiceCollection services, string name, IConfiguration configuration,
        Func<IServiceProvider, LeanClientOptions, LeanClientOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configuration);
        return services.Add(new ClientRegistration(name, configuration, configure), settings: null);
    }

    /// <summary>Adds the default client.</summary>
    /// <param name="settings">Fills in its settings; <see cref="LeanClientSettings.Server"/> and <see cref="LeanClientSettings.ClientId"/> at least.</param>
    /// <param name="configure">What settings cannot tell: takes the options and returns them changed.</param>
    /// <exception cref="InvalidOperationException">There is a default client already.</exception>
    public static IServiceCollection AddLeanClient(this IServiceCollection services, Action<LeanClientSettings> settings,
        Func<IServiceProvider, LeanClientOptions, LeanClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return services.Add(new ClientRegistration(Name: null, Configuration: null, configure), settings);
    }

    /// <summary>Adds a client with a name.</summary>
    /// <param name="name">Its key as a service, and the name of its options.</param>
    /// <param name="settings">Fills in its settings; <see cref="LeanClientSettings.Server"/> and <see cref="LeanClientSettings.ClientId"/> at least.</param>
    /// <param name="configure">What settings cannot tell: takes the options and returns them changed.</param>
    /// <exception cref="InvalidOperationException">There is a client of that name already.</exception>
    public static IServiceCollection AddLeanClient(this IServiceCollection services, string name, Action<LeanClientSettings> settings,
        Func<IServiceProvider, LeanClientOptions, LeanClientOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(settings);
        return services.Add(new ClientRegistration(name, Configuration: null, configure), settings);
    }

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
