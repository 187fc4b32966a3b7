using LeanRx.Extensions.Hosting.Internal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LeanRx;

/// <summary>Health checks of clients: <c>builder.Services.AddHealthChecks().AddLeanClient()</c>.</summary>
public static class LeanClientHealthChecksBuilderExtensions
{
    /// <summary>Adds a health check that reports whether a client is connected.</summary>
    /// <remarks>Otherwise it describes the state, with the cause as its exception.</remarks>
    /// <param name="builder">The health checks of the host.</param>
    /// <param name="clientName">The name passed to <c>AddLeanClient</c>. Default: null, the default client.</param>
    /// <param name="name">The name of the check. Default: <c>LeanClient</c>, or <c>LeanClient:name</c> for a named client.</param>
    /// <param name="failureStatus">The status if the client is not connected. Default: <see cref="HealthStatus.Unhealthy"/>.</param>
    /// <param name="tags">Tags to filter checks by. Default: none.</param>
    public static IHealthChecksBuilder AddLeanClient(this IHealthChecksBuilder builder, string? clientName = null, string? name = null,
        HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name ?? (clientName is null ? nameof(LeanClient) : $"{nameof(LeanClient)}:{clientName}"),
            services => new LeanClientHealthCheck(ClientLifetime.ClientOf(services, clientName), ClientRegistration.TitleOf(clientName)),
            failureStatus,
            tags));
    }
}
