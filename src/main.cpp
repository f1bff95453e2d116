#include "cli/run.hpp"

int main(int argc, char** argv) {
  return sallyport::cli::run(argc, argv);
}
