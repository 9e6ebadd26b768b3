using Microsoft.EntityFrameworkCore;

namespace WelfareFund.Storage.Sqlite;

public sealed class SqliteFundContext(DbContextOptions<SqliteFundContext> options) : FundContext(options);
