using System.Text.Json;
using LeanRx.Protocol;

namespace LeanRx.Cli.Importing.Rows;

/// <summary>What sets a client apart in a conversation.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="ClientId">The client.</param>
/// <param name="Role">Its role; null where the row is about a block or about silence.</param>
sealed record StandingRow(string ConversationId, string ClientId, string? Role)
{
    /// <summary>Reads an object of the class _ConversationMemberInfo.</summary>
    /// <exception cref="FormatException">It is none; the message is a clause.</exception>
    public static StandingRow ReadRole(JsonElement row)
    {
        var role = ObjectRows.Text(row, "role");
        if (role is not (MemberRoles.Owner or MemberRoles.Manager or MemberRoles.Member))
            throw new FormatException("its role is none of Owner, Manager and Member");
        return new(ObjectRows.Text(row, "cid"), ObjectRows.Text(row, "clientId"), role);
    }

    /// <summary>Reads who is blocked or silent.</summary>
    /// <exception cref="FormatException">It says neither; the message is a clause.</exception>
    public static StandingRow ReadClient(JsonElement row) => new(ObjectRows.Text(row, "conv_id"), ObjectRows.Text(row, "client_id"), null);
}
