using Microsoft.Extensions.DependencyInjection;

namespace LeanRx.Extensions.Hosting.Internal;

/// <summary>The clients of one collection of services, each name once.</summary>
sealed class ClientRegistrations
{
    readonly List<ClientRegistration> _all = [];

    public IReadOnlyList<ClientRegistration> All => _all;

    public static ClientRegistrations Of(IServiceCollection services)
    {
        var known = services.FirstOrDefault(service => !service.IsKeyedService && service.ServiceType == typeof(ClientRegistrations));
        if (known?.ImplementationInstance is ClientRegistrations registrations)
            return registrations;
        registrations = new ClientRegistrations();
        services.AddSingleton(registrations);
        return registrations;
    }

    /// <exception cref="InvalidOperationException">There is one of that name.</exception>
    public void Add(ClientRegistration registration)
    {
        if (_all.Exists(other => other.Name == registration.Name))
            throw new InvalidOperationException(registration.Name is null
                ? "AddLeanClient was called twice without a name. Give the second client one: AddLeanClient(\"name\", …), and inject it with " +
                    "[FromKeyedServices(\"name\")]."
                : $"AddLeanClient was called twice with the name '{registration.Name}'. Each client needs a name of its own.");
        _all.Add(registration);
    }
}
