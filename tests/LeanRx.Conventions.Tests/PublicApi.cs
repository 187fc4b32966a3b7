using System.Reflection;

namespace LeanRx.Conventions.Tests;

/// <summary>The public surface of all packages, as reflection sees it.</summary>
static class PublicApi
{
    public static readonly Assembly[] Assemblies =
    [
        typeof(Protocol.Frame).Assembly,
        typeof(Message).Assembly,
        typeof(LeanClientOptions).Assembly,
        typeof(Server.MessagingEngine).Assembly,
        Assembly.Load("LeanRx.Server.Sqlite"),
        Assembly.Load("LeanRx.Server.PostgreSql"),
        Assembly.Load("LeanRx.Server.Orleans"),
        Assembly.Load("LeanRx.Server.S3"),
        Assembly.Load("LeanRx.Server.Push"),
        Assembly.Load("LeanRx.Server.AspNetCore"),
        Assembly.Load("LeanRx.Testing"),
        Assembly.Load("LeanRx.Media"),
        Assembly.Load("LeanRx.Transport.Sockets"),
        Assembly.Load("LeanRx.Extensions.Hosting"),
        Assembly.Load("LeanRx.Protocol.Protobuf"),
    ];

    public static IEnumerable<Type> Types =>
        Assemblies.SelectMany(assembly => assembly.GetExportedTypes()).Where(type => type.Namespace?.StartsWith("LeanRx", StringComparison.Ordinal) == true);

    public static IEnumerable<MethodInfo> Methods => Types
        .Where(type => !type.IsSubclassOf(typeof(Delegate)))
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(method => !method.IsSpecialName && method.GetBaseDefinition().DeclaringType == method.DeclaringType);

    public static string NameOf(MethodInfo method) =>
        $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", method.GetParameters().Select(p => p.ParameterType.Name))})";

    public static bool IsAwaitable(Type type) =>
        typeof(Task).IsAssignableFrom(type)
        || type == typeof(ValueTask)
        || (type.IsGenericType && type.GetGenericTypeDefinition() is var open && (open == typeof(ValueTask<>) || open == typeof(IAsyncEnumerable<>)));
}
