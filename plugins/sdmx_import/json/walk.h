// Follows JSON by states: what a container means is decided when it begins, from the state of the
// one around it and its key.
//
// Belongs to the job's thread.
#ifndef RAPPORTEUR_PLUGINS_SDMX_IMPORT_JSON_WALK_H_
#define RAPPORTEUR_PLUGINS_SDMX_IMPORT_JSON_WALK_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/sdmx_import/json/stream.h"

namespace sdmx_import {

class JsonWalk : public JsonEvents {
 public:
  void Value(const JsonValue& value) final;
  void Key(std::string_view key) final;
  void Begin(bool array) final;
  void End() final;

 protected:
  // 0 is a container that nobody asks about, with all that is in it.
  static constexpr int kNothing = 0;
  static constexpr int kOutside = 1;  // around the whole document

  // The state of the container that begins within `around`.
  virtual int Enter(int around, bool array) = 0;
  virtual void Leave(int state) = 0;
  virtual void Scalar(int around, const JsonValue& value) = 0;
  // A key in an object, before its value.  Most states need only key().
  virtual void OnKey(int, std::string_view) {}

  std::string_view key() const { return key_; }  // of the value or container, in an object
  std::size_t index() const { return index_; }   // in an array, 0-based
  bool in_array() const { return in_array_; }

 private:
  struct Frame {
    int state;
    bool array;
    std::size_t next = 0;
  };
  void Place();

  std::vector<Frame> frames_;
  std::string key_;
  std::size_t index_ = 0, ignored_ = 0;  // containers open within one that nobody asks about
  bool in_array_ = false;
};

}  // namespace sdmx_import

#endif  // RAPPORTEUR_PLUGINS_SDMX_IMPORT_JSON_WALK_H_
